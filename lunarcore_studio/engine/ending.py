"""The end of the program: what is to be saved is on disk, and nothing else is waited for. Main thread.

A worker may be in the middle of what can not be interrupted: the first import of torch takes seconds, a pass
that hangs never ends. Python's own end would wait for its lock or run into it, and even where all is well it
takes torch apart for more than a second (1.3 s measured, of which a person sees a program that will not go).
So the process is ended by the system, which frees memory, files and threads at once.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from typing import Final, NoReturn

# A checkpoint that is being written on a slow disk.
WRITERS_LIMIT_S: Final = 10.0


def end_process(code: int) -> NoReturn:
    """End with an exit code, once the threads that are no daemons (they write) are done and texts are out."""
    until = time.monotonic() + WRITERS_LIMIT_S
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join(max(0.0, until - time.monotonic()))
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and not stream.closed:
            stream.flush()
    os._exit(code)
