"""Pass on to the panels what the workspace tells, in the words that the panels take."""
