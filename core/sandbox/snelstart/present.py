"""Shows records as the service does: promises every member of the model in its order, nulls present, bytes made once.

The bytes of a record are kept until another record takes its place, so that a page of 500 is a join.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from core.sandbox.snelstart.answers import encode
from core.sandbox.snelstart.references import TARGETS, link
from core.sandbox.snelstart.schema import SCALARS, Field, model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from core.sandbox.snelstart.state import Administratie, Record

    Shower = Callable[[Any], Any]


def _shower(each: Field) -> Shower:
    target = TARGETS.get(each.type)
    if target is not None:
        one: Shower = lambda value: value if "uri" in value else link(target, value["id"])  # noqa: E731 - a closure per row
    else:
        one = presenter(each.type)
    return (lambda values: [one(value) for value in values]) if each.many else one


@cache
def presenter(name: str) -> Callable[[Record], Record]:
    """A function that lays a record out as the model `name`; what the model doesn't know is left out."""
    fields = model(name).fields
    empty: Record = {each.name: () if each.many else None for each in fields}
    lists = [each.name for each in fields if each.many]
    nested = [(each.name, _shower(each)) for each in fields if each.type not in SCALARS]
    names, flat = empty.keys(), not lists and not nested

    def present(record: Record) -> Record:
        if flat and record.keys() == names:
            return record
        shown = {**empty, **record}
        if len(shown) != len(empty):
            shown = {key: shown[key] for key in empty}
        for key in lists:
            if shown[key] is None:
                shown[key] = ()
        for key, show in nested:
            value = shown[key]
            if value is not None:
                shown[key] = show(value)
        return shown

    return present


def record_bytes(administratie: Administratie, resource: str, name: str, record: Record) -> bytes:
    """The JSON of one record, from memory when the same record was shown before."""
    kept = administratie.encoded.setdefault(resource, {})
    key = record.get("id", "")
    found = kept.get(key)
    if found is not None and found[0] is record:
        return found[1]
    shown = presenter(name)(record)
    if key and "uri" in shown:
        shown["uri"] = f"/{resource}/{key}"
    made = encode(shown)
    kept[key] = (record, made)
    return made


def page_bytes(administratie: Administratie, resource: str, name: str, records: Iterable[Record]) -> bytes:
    """The JSON of a bare array of records."""
    return b"[" + b",".join([record_bytes(administratie, resource, name, each) for each in records]) + b"]"
