"""The model of the artist's own sprites: torch maths on arrays, blind to disk, windows and threads.

Runs on the worker thread (or a headless verb's main thread); never on the GUI thread. `device` comes first
because it settles how OpenMP waits, which torch reads once, when it is first imported.
"""

from lunarcore_studio.vae import device as device
