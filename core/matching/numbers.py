"""The klantnummer beside the relatiecode: when two are one number, and what to say when they are not.

A relatiecode is a whole number above zero, so a code with letters, a negative number and zero equal nothing. Leading
zeros and the `.0` that a spreadsheet adds are the same number, and are said so.
"""

import re

from core.text import Sentence, say

_NUMBER = re.compile(r"0*([1-9][0-9]*)(?:[.,]0)?")
_LONGEST = 30


def number_key(nummer: str) -> str:
    """The number without leading zeros; empty when it can't be a relatiecode."""
    if nummer.isascii() and nummer.isdigit() and nummer[0] != "0" and len(nummer) <= _LONGEST:
        return nummer
    bare = nummer.strip()
    found = _NUMBER.fullmatch(bare) if len(bare) <= _LONGEST else None
    return found[1] if found else ""


def number_note(nummer: str) -> Sentence | None:
    """Why this number can't be compared; None when it can or when there is none."""
    bare = nummer.strip()
    if not bare or number_key(bare):
        return None
    if bare.startswith("-"):
        return say("Nummer {nummer} is negatief en hoort bij SnelStart zelf.", nummer=bare)
    if not bare.strip("0"):
        return say("Nummer {nummer} is geen nummer.", nummer=bare)
    return say("Nummer {nummer} is geen getal; een relatiecode wel, dus dit kan nooit gelijk zijn.", nummer=bare)


def numbers_say(timeon: str, snelstart: str) -> Sentence:
    """Both numbers side by side in one sentence."""
    left, right = timeon.strip(), snelstart.strip()
    if not left and not right:
        return say("Geen van beide heeft een nummer.")
    if not left or not right:
        return say("Maar één kant heeft een nummer: {nummer}.", nummer=left or right)
    if left == right:
        return say("Nummers gelijk: {nummer}.", nummer=left)
    if (key := number_key(left)) and key == number_key(right):
        if left.lstrip("0") == right.lstrip("0"):
            return say("Nummers gelijk op voorloopnullen na: {links} en {rechts}.", links=left, rechts=right)
        return say("Nummers gelijk, anders geschreven: {links} en {rechts}.", links=left, rechts=right)
    return number_note(left) or number_note(right) or say("Nummers: {links} tegen {rechts}.", links=left, rechts=right)
