"""The dialogs of the window: values in, past-tense signals out."""
