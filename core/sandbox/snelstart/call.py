"""One call on its way through the service: what was asked, by whom, and in which administratie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.sandbox.snelstart import values
from core.sandbox.snelstart.answers import business

if TYPE_CHECKING:
    from core.sandbox.snelstart.book import Book
    from core.sandbox.snelstart.operations import Operation


@dataclass(frozen=True, slots=True)
class Call:
    """`parameters` come from the path as they were written, `query` keeps repetitions and order."""

    book: Book
    operation: Operation
    parameters: dict[str, str]
    query: list[tuple[str, str]]
    body: bytes

    def path_id(self, name: str = "id") -> str:
        """The guid in the path; Refusal ALG-0103 when it isn't one (the code is documented, its use here assumed)."""
        found = values.guid(self.parameters[name])
        if found is None:
            raise business("ALG-0103")
        return found

    def argument(self, name: str) -> str | None:
        """A query parameter without regard to case; the last one counts."""
        return next((text for key, text in reversed(self.query) if key.lower() == name.lower()), None)
