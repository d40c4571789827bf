"""Threads share the places they allocate from, counted by glibc itself in a process that starts many."""

import platform
import subprocess
import sys

import pytest

MANY = """
import ctypes, os, sys, tempfile, threading
from core.allocating import share_memory
if "share" in sys.argv:
    share_memory()
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.fopen.restype = ctypes.c_void_p
together = threading.Barrier(12)

def work():
    libc.malloc(4000)
    together.wait()

threads = [threading.Thread(target=work) for _ in range(12)]
[one.start() for one in threads]
[one.join() for one in threads]
with tempfile.NamedTemporaryFile() as told:
    stream = ctypes.c_void_p(libc.fopen(told.name.encode(), b"w"))
    libc.malloc_info(0, stream)
    libc.fclose(stream)
    print(told.read().count(b"<heap nr"))
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc gives threads places of their own")
def test_a_dozen_threads_allocate_from_two_places():
    found = [
        int(subprocess.run([sys.executable, "-c", MANY, *words], capture_output=True, check=True, text=True).stdout)
        for words in ((), ("share",))
    ]
    assert found[0] > 2 >= found[1]
