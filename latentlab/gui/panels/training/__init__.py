"""The training panel, in the order of the lecture's steps: data, model, loss, optimizer, loop."""
