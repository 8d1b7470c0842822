"""Level 0: the document and its rules, in numpy alone. Any thread: everything but `Document` is immutable."""
