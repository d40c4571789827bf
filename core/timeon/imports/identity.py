"""What makes a row that row, so that a file read twice adds nothing, and two equal rows within one file stay two.

The name of a row is a hash of what was done, and the how-manieth of its equals it is; the product's own number of the row,
when it gives one, takes the place of both. What may change afterwards (billable, invoiced, approved) is no part of it.
"""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.domain.money import plain
from core.timeon.imports.row import ImportedRow

PREFIX = "imp:"
_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Named:
    """A row under its name. `alike` is the same for rows of the same day, person, klant and project that may be one row
    before and after a change.
    """

    id: str
    alike: str
    row: ImportedRow


def named(rows: Iterable[ImportedRow]) -> Iterator[Named]:
    """Each row with its name, in order. An own number that stands twice names the second by its content as well."""
    seen: Counter[str] = Counter()
    for row in rows:
        facts = _own(row) if row.own_id and not seen[_own(row)] else _content(row)
        seen[facts] += 1
        yield Named(_hash(f"{facts}\n{seen[facts]}"), _hash(_alike(row)), row)


def _own(row: ImportedRow) -> str:
    return f"{row.format}\nid\n{row.own_id}"


def _content(row: ImportedRow) -> str:
    return "\n".join(
        (
            row.format, row.datum.isoformat(), str(row.begin), str(row.eind), str(row.worked),
            plain(row.kilometers.normalize()), plain(row.onkosten.normalize()), row.klant, row.klantnummer, row.project,
            row.medewerker, row.omschrijving, row.own_id,
        )
    )  # fmt: skip


def _alike(row: ImportedRow) -> str:
    kinds = f"{bool(row.worked)}{bool(row.kilometers)}{bool(row.onkosten)}"
    start = "" if row.begin is None else str(row.begin)
    who = (row.format, row.datum.isoformat(), start, row.medewerker, row.klant, row.klantnummer, row.project, kinds)
    return "\n".join(who)


def _hash(facts: str) -> str:
    digest = hashlib.sha256(facts.encode("utf-8", "surrogatepass")).digest()
    return PREFIX + base64.b32encode(digest).decode()[:_LENGTH].lower()
