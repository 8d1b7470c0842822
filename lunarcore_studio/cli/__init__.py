"""Level 4: the verbs, without Qt and without a display. Main thread."""
