"""The gebeurtenissen of a koppeling by page: the numbers of all, those that a filter finds, and those that are looked at."""

import re
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.domain.events import Event
from core.service.support import words
from core.store import journal_pages
from core.store.connection import Connection, Database
from core.store.numbers import Numbers
from core.text import mark, t

CALL = "aanroep"
"""How the types of calls begin."""
_AMOUNT = re.compile(r"\d[\d.]*(?:,\d*)?")
_OTHERWISE = {mark("geen antwoord"): '"status":null', mark("niet op gewacht"): '"dropped":true'}
"""What a sentence says of a fact that is kept as no words."""


@dataclass(frozen=True, slots=True)
class EventPages:
    """`held` are the numbers of those on the list. What makes the caller wait does so in any thread and raises StorageError;
    only `page` is quick, where the database is not `shared`.
    """

    database: Database
    held: Numbers

    @property
    def shared(self) -> bool:
        """Whether a page comes over a network."""
        return self.database.shared

    def page(self, seqs: Sequence[int]) -> list[Event | None]:
        """An event each, None for what was trimmed away since."""
        return self.database.look(lambda db: journal_pages.page(db, seqs))

    def holding(self, text: str) -> Numbers:
        """Those with this casefolded text in number, type, subject, actor, sentence or facts; the moment is not looked at."""
        return self.database.look(lambda db: journal_pages.holding(db, _sought(db, text)), long=True)

    def telling(self, text: str) -> Numbers:
        """Those with this casefolded text in the sentence or the facts."""
        return self.database.look(lambda db: journal_pages.telling(db, _sought(db, text)), long=True)

    def passing(self, column: str, test: Callable[[str], bool]) -> Numbers:
        """Those of which seq, at (to the minute, UTC), what (the type), subject or actor, in lower case, meets the test."""
        return self.database.look(lambda db: journal_pages.passing(db, column, test), long=True)

    def ordered(self, column: str, *, reverse: bool) -> "array[int]":
        """The numbers of all, listed or not, in the order of what, subject or actor; of equals the newest first."""
        return self.database.look(lambda db: journal_pages.ordered(db, column, reverse=reverse), long=True)


async def open_events(database: Database, *, subject: str = "", calls: bool = False) -> EventPages:
    """All events, or those about one subject, with those of calls or without."""
    without = "" if calls else CALL
    held = await database.read(lambda db: journal_pages.held(db, subject=subject, without=without))
    return EventPages(database, held)


def _sought(db: Connection, text: str) -> journal_pages.Sought:
    """The text as it may be kept: a database folds the letters of ASCII alone, an amount has no Dutch marks, what did not come
    is nothing, and the words of a sentence are those of its type.
    """
    needles = [text, "".join(one if one.isascii() else one.upper() for one in text)]
    if _AMOUNT.fullmatch(text):
        needles.append(text.replace(".", "").replace(",", "."))
    facts = [kept for said, kept in _OTHERWISE.items() if text in t(said).casefold()]
    saying = [one for one in journal_pages.types(db) if text in str(words(one, {"status": ""})).casefold()]
    return journal_pages.Sought(list(dict.fromkeys(needles)), facts, saying)
