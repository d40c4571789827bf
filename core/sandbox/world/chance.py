"""Randomness on a lead: every kind of record draws from a stream of its own, named after it.

Promises that adding a klant doesn't change the artikelen, and that nothing here is fit for a secret.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


def stream(seed: int, name: str) -> Random:
    """The stream of random numbers called `name` in the world of `seed`."""
    return Random(f"koppelbord:{seed}:{name}")  # noqa: S311 -- made-up records must be the same every time


def guid(random: Random) -> str:
    """A version 4 UUID in lower case, drawn from `random`."""
    text = f"{random.getrandbits(128):032x}"
    return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-a{text[17:20]}-{text[20:]}"


def stamp(moment: datetime, random: Random) -> str:
    """`moment` as SnelStart writes a modifiedOn: no zone, two digits of a second."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{random.randrange(10, 100)}"
