"""Takes room on the disk beyond the end of a file that has no name any more."""

import ctypes
import os

KEEP_SIZE = 1
libc = ctypes.CDLL(None, use_errno=True)
room = os.open("room", os.O_RDWR | os.O_CREAT)
os.unlink("room")
if libc.fallocate(room, KEEP_SIZE, ctypes.c_long(0), ctypes.c_long(2**24)) == 0:
    raise OSError(f"{os.fstat(room).st_blocks * 512} bytes were taken")
raise OSError(f"no room: errno {ctypes.get_errno()}")
