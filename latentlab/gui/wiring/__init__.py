"""Who hears whom: a table of connections for each part of the window."""
