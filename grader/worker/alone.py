"""A worker that was not forked: imports TensorFlow itself, then serves its two pipes.

Started as `python -s -P alone.py SETTINGS` with requests on standard input and answers on standard
output, which student code gets to see neither of.
"""

import gc
import json
import os
import sys


def main() -> None:
    """Set the pipes aside, import, serve."""
    gc.disable()
    sys.path[:] = json.loads(sys.argv[1])["path"]
    read, write = os.dup(0), os.dup(1)
    if sys.platform == "win32":
        import msvcrt

        for fd in (read, write):
            msvcrt.setmode(fd, os.O_BINARY)
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    from grader.worker import serving

    serving.serve(read, write, serving.tidy)
    os._exit(0)


if __name__ == "__main__":
    main()
