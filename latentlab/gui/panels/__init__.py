"""The panels of the window: values in, past-tense signals out."""
