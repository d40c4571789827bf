"""Names of firms and people from lists and syllables: unique by construction, believable to a Dutch eye.

`firm_name(i)` visits a space of names in a fixed jumping order, so that 100,000 names need no set to stay unique.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.sandbox.world.name_lists import ACHTERNAMEN, BRANCHES, SURNAMES, SYLLABLES, VOORNAMEN
from core.sandbox.world.places import PLAATSEN

if TYPE_CHECKING:
    from random import Random

_FORMS = ("B.V.", "B.V.", "B.V.", "B.V.", "", "", "", "V.O.F.", "VOF", "C.V.", "N.V.", "& Zonen B.V.", "Holding B.V.")
MAX_NAAM = 50
"""What SnelStart's naam holds."""
_SMALL = len(BRANCHES) * len(SURNAMES)
_LARGE = len(BRANCHES) * len(SYLLABLES) * len(PLAATSEN)


def firm_name(index: int, offset: int, random: Random) -> str:
    """The name of firm `index` with a legal form drawn from `random`; different for every index below a million.

    `offset` is where the walk through the names begins: another world, other names.
    """
    form = _FORMS[int(random.random() * len(_FORMS))]
    if index < _SMALL:
        place = (index * 1_009 + offset) % _SMALL
        stem = f"{BRANCHES[place % len(BRANCHES)]} {SURNAMES[place // len(BRANCHES)]}"
    else:
        place = (index * 1_000_003 + offset) % _LARGE
        rest = place // len(BRANCHES)
        plaats = PLAATSEN[rest // len(SYLLABLES)][0]
        stem = f"{BRANCHES[place % len(BRANCHES)]} {SYLLABLES[rest % len(SYLLABLES)]} {plaats}"
    whole = f"{stem} {form}" if form else stem
    return whole if len(whole) <= MAX_NAAM else stem


def person_name(index: int, offset: int) -> tuple[str, str]:
    """Voornaam and achternaam of person `index`; different below 384, then with a second name."""
    size = len(VOORNAMEN) * len(ACHTERNAMEN)
    place = (index * 47 + offset) % size
    voornaam = VOORNAMEN[place % len(VOORNAMEN)]
    achternaam = ACHTERNAMEN[place // len(VOORNAMEN)]
    if index >= size:
        achternaam = f"{achternaam}-{SYLLABLES[index // size % len(SYLLABLES)]}"
        if index >= size * len(SYLLABLES):
            voornaam = f"{voornaam} {chr(65 + index // (size * len(SYLLABLES)) % 26)}."
    return voornaam, achternaam
