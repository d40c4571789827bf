"""Full words for what a table or a line says with a sign: for who listens (`--plain`)."""

from core.text import t
from tui.cli import output


def nothing() -> str:
    """An empty value."""
    return t("leeg") if output.is_plain() else "–"


def change(field: str, old: str, new: str) -> str:
    """A field that gets another value."""
    if not output.is_plain():
        return f"{field}: {old or nothing()} → {new or nothing()}"
    if not old:
        return t("{field} wordt {new}.", field=field, new=new or nothing())
    return t("{field} was {old} en wordt {new}.", field=field, old=old, new=new or nothing())


def between(first: str, last: str) -> str:
    """A period."""
    return t("{first} tot en met {last}", first=first, last=last) if output.is_plain() else f"{first} – {last}"


def times(what: str, count: int) -> str:
    """How often something is there."""
    return t("{what}, {n} keer", what=what, n=count) if output.is_plain() else f"{what} × {count}"


def sign(short: str, word: str) -> str:
    """A sign at the head of a line, or the word it stands for."""
    return f"{word}:" if output.is_plain() else short
