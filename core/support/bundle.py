"""Make a support bundle: everything a support engineer needs to see what happened, and nothing that opens a door.

Secret-free by construction: only the columns of `allowed` go in, and those never held a secret. The same state gives the
same bytes: no clock, no path, no order of chance.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from core import __version__
from core.clock import from_iso
from core.config import Paths, Settings
from core.errors import StorageError
from core.store import settings_seen
from core.support import archive
from core.support.allowed import KOPPELING_TABLES, REGISTER_TABLES
from core.support.check import Check
from core.support.masking import Kind, Masker
from core.support.source import Source
from core.text import Sentence, say

_OF_ALL = ("runs", "failing")
"""The check that names one koppeling and tells of all."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was made: where, its sha256, how many koppelingen, and whether names were left in."""

    path: Path
    sha256: str
    koppelingen: int
    names: bool

    def to_json(self) -> dict[str, Any]:
        """The answer of `support bundle --json`."""
        return {
            "file": str(self.path), "sha256": self.sha256, "koppelingen": self.koppelingen, "names": self.names,
        }  # fmt: skip


def make(
    output: Path,
    paths: Paths,
    settings: Settings,
    checks: Callable[[datetime], Iterable[Check]],
    plans: Mapping[str, Any],
    *,
    names: bool,
    places: Mapping[str, str],
    only: str = "",
) -> Bundle:
    """Write the bundle of a home, or of the one koppeling `only`. `plans` is a plan as JSON by koppeling; `checks` answers
    what the doctor sees, as of the newest event there is, of which a bundle keeps what is not of here and now; `places` are words for where on a machine that is.

    Reads the databases as they are and changes none; how many can't be read is told in it. Raises StorageError when the
    file can't be written.
    """
    sources: list[Source] = []
    shown: dict[str, str] = {}
    for path in sorted(paths.koppelingen.glob("*.db")):
        if only in ("", path.stem):
            try:
                sources.append(Source(path, names=names))
            except (StorageError, sqlite3.Error):
                shown[path.stem] = path.stem if names else f"onleesbaar-{len(shown) + 1}"
    try:
        register = _register(paths.register, names=names, others=sources)
        as_of = max((source.as_of for source in sources), default="")
        facts = {
            "unreadable": len(shown),
            "app": __version__,
            "names": names,
            "as_of": as_of,
            "koppelingen": {source.slug: source.journal for source in sources},
        }
        shown |= {source.id: source.slug for source in sources}
        maskers = {source.id: source.masker for source in sources}
        looked = checks(from_iso(as_of) if as_of else datetime.fromtimestamp(0, UTC))
        seen = [
            _seen(check, places, shown, maskers.get(check.about, Masker(None) if names else None))
            for check in looked
            if not check.here and (only in ("", check.about) or not check.about or check.name in _OF_ALL)
        ]
        members = _members(sources, register, settings, seen, plans)
        digest = archive.write(output, members, facts)
    except OSError as problem:
        raise StorageError(say("{file}: {problem}.", file=output, problem=problem.strerror)) from problem
    finally:
        for source in sources:
            source.close()
    return Bundle(output, digest, len(sources), names)


def _register(path: Path, *, names: bool, others: "list[Source]") -> "Source":
    """The register, or nothing in its place when it can't be read: doctor tells why."""
    try:
        return Source(path, names=names, others=others)
    except (StorageError, sqlite3.Error):
        return Source(path.with_name("none.db"), names=names, others=others)


def _members(
    sources: "list[Source]",
    register: "Source",
    settings: Settings,
    checks: list[dict[str, str]],
    plans: Mapping[str, Any],
) -> Iterator[tuple[str, bytes]]:
    yield "doctor.json", archive.to_json(checks)
    yield "settings.json", archive.to_json(settings_seen.changed(settings))
    yield "versions.json", archive.to_json(_versions())
    yield from register.tables("register", REGISTER_TABLES)
    register.close()
    for source in sources:
        folder = f"koppelingen/{source.slug}"
        yield from source.tables(folder, KOPPELING_TABLES)
        yield f"{folder}/schema.json", archive.to_json(source.schema())
        if source.id in plans:
            yield f"{folder}/plan.json", archive.to_json(source.masker.walk(plans[source.id]))


def _versions() -> dict[str, str]:
    import platform

    return {"koppelbord": __version__, "python": platform.python_version(), "sqlite": sqlite3.sqlite_version}


def _seen(
    check: Check, places: Mapping[str, str], koppelingen: Mapping[str, str], masker: Masker | None
) -> dict[str, str]:
    """A check without this home's place on the machine; without a masker, of a koppeling that is not in the bundle, it
    names nobody.
    """
    detail = check.detail
    if check.about and isinstance(detail, Sentence):
        named = {"naam", "groepen", "namen"} & detail.values.keys()
        worn = {n: masker.text(Kind.NAME, str(detail.values[n])) if masker else "…" for n in named}
        detail = Sentence(detail.msgid, {**detail.values, **worn})
    said = {"detail": str(detail), "advice": str(check.advice)}
    for id_, shown in sorted(koppelingen.items(), key=lambda pair: -len(pair[0])):
        said = {name: text.replace(f"{id_}.db", f"{shown}.db") for name, text in said.items()}
    for place, shown in places.items():
        said = {name: text.replace(place, shown) for name, text in said.items()}
    masked = {name: str(Masker(None).walk(text)) for name, text in said.items()}
    return {"name": check.name, "label": check.label, "state": check.state.value, **masked}
