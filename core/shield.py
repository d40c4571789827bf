"""What a process of ours does about itself before it works: no core dump, and no key in the environment of its children.

A key that was given as a variable stays known here, for the chain of credentials and for masking it in a report.
"""

import os
import resource
import sys
from collections.abc import Iterator

_PREFIX = "KOPPELBORD_"
_ADDRESS = "KOPPELBORD_DATABASE"
_SECRET = ("_KEY", "_KOPPELSLEUTEL", "_TOKEN", "_PASSWORD", "_SECRET")
_PR_SET_DUMPABLE = 4

_taken: dict[str, str] = {}


def shield() -> None:
    """Shield this process; call once, first thing, from a program's own entry point and not from a library."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _undumpable()
    for name in [name for name in os.environ if is_secret(name)]:
        _taken[name] = os.environ.pop(name)


def environment() -> dict[str, str]:
    """The environment as it was given, keys included. Hand it to nobody but the chain of credentials."""
    return {**os.environ, **_taken}


def given_secrets() -> Iterator[str]:
    """Every key that was given as a variable, one at a time."""
    for name, value in environment().items():
        if is_secret(name):
            yield from (line.strip() for line in value.splitlines() if line.strip())


def is_secret(name: str) -> bool:
    """Whether a variable holds a key itself, or an address that may have a password in it; one that names a file does not."""
    return (name.startswith(_PREFIX) and name.endswith(_SECRET)) or name == _ADDRESS


def _undumpable() -> None:
    """On Linux: not to be traced, nor its first environment read, by other processes of the same user."""
    if sys.platform != "linux":
        return
    import ctypes

    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
