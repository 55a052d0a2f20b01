"""What is done with codes once there are some: neighbours, maps, quality."""
