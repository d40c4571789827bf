"""One page made ready for the file: known records are passed over by their digest, the others become rows.

Collecting garbage is held off while rows are made: nothing here makes a cycle, and looking for one costs as much as the
work itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.collecting import no_collecting
from core.store.observed import Row, digest
from core.syncing import cursor
from core.syncing.kinds import ToRow


@dataclass(frozen=True, slots=True)
class Batch:
    """`rows` are those that came or changed, `ids` all that the page showed, `newest` their largest ModifiedOn."""

    rows: Sequence[Row]
    ids: Sequence[str]
    newest: str


def make_batch(page: Sequence[bytes], known: Mapping[bytes, str], to_row: ToRow) -> Batch:
    """Raises GarbledError for a record that can't be read."""
    rows: list[Row] = []
    ids: list[str] = []
    newest = ""
    with no_collecting():
        for raw in page:
            digest_ = digest(raw)
            id_ = known.get(digest_)
            if id_ is None:
                row = to_row(raw, digest_)
                rows.append(row)
                id_ = str(row[0])
                newest = max(newest, cursor.modified_on(raw))
            ids.append(id_)
    return Batch(rows, ids, newest)
