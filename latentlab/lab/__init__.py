"""What the person who runs a lab has set for everybody there, in `latentlab.ini`."""
