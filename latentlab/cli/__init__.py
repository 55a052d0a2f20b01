"""The command line: the same core as the window, headless."""
