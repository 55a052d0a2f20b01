"""What a run of the window leaves behind where it does not end as it should, and the reading of it."""
