"""Opens the dialogs for files and wires each to its exporter."""
