"""The model of the artist's own sprites: torch maths on arrays, blind to disk, windows and threads.

Runs on the worker thread (or a headless verb's main thread); never on the GUI thread.
"""
