"""Level 2: the one owner of the model, its thread and the messages that reach it."""
