"""The file of a support bundle: a zip that is the same bytes for the same content, read with distrust.

Refused on reading: what is no bundle of ours, what is larger than it may be (also when unpacked), names that could lead
out of the folder, and a member that is not what the manifest says.
"""

import hashlib
import json
import os
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from core.errors import UsageError
from core.text import mark, say

FORMAT, VERSION = "koppelbord-bundle", 1
LARGEST_FILE, LARGEST_MEMBER, LARGEST_TOTAL = 256 * 2**20, 512 * 2**20, 2 * 2**30
MOST_MEMBERS = 200_000
MANIFEST = "manifest.json"
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,80}(?:/[a-z0-9][a-z0-9._-]{0,80}){0,2}")
_MOMENT = (1980, 1, 1, 0, 0, 0)
_UNREADABLE = (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)
_UNIX, _MODE = 3, 0o600 << 16


class NoBundleError(UsageError):
    """The file is no support bundle, or not a whole one."""

    heading = mark("Dit is geen bundel van koppelbord.")
    hint = mark("Vraag om een nieuw bestand, gemaakt met 'koppelbord support bundle'; er is niets uitgepakt.")


def write(path: Path, members: Iterable[tuple[str, bytes]], facts: Mapping[str, Any]) -> str:
    """Write a bundle (0600) from members in order; answers its sha256. Raises OSError."""
    sums: dict[str, str] = {}
    handle, part = tempfile.mkstemp(prefix=".bundle-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w") as whole:
            for name, content in members:
                sums[name] = hashlib.sha256(content).hexdigest()
                _add(whole, name, content)
            _add(whole, MANIFEST, to_json({**facts, "format": FORMAT, "version": VERSION, "members": sums}))
        Path(part).replace(path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
    with path.open("rb") as made:
        return hashlib.file_digest(made, "sha256").hexdigest()


def to_json(value: Any) -> bytes:
    """JSON that is equal for equal values."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


class Archive:
    """An opened bundle. Raises NoBundleError from every method when the file is not what it should be."""

    def __init__(self, path: Path) -> None:
        try:
            if path.stat().st_size > LARGEST_FILE:
                raise NoBundleError(say("Het bestand is te groot."))
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as problem:
            raise NoBundleError(say("{file} is geen zip-bestand.", file=path)) from problem
        except OSError as problem:
            raise UsageError(say("{file}: {problem}.", file=path, problem=problem.strerror)) from problem
        self._check_names()
        self.manifest = self._read_manifest()
        self._sums: dict[str, str] = self.manifest["members"]

    def close(self) -> None:
        """Let the file go."""
        self._zip.close()

    def names(self) -> list[str]:
        """The members but the manifest, in order."""
        return sorted(self._sums)

    def read(self, name: str) -> bytes:
        """One member, whole and as the manifest says; empty for one that is not there."""
        if name not in self._sums:
            return b""
        content = self._bytes(name)
        if hashlib.sha256(content).hexdigest() != self._sums[name]:
            raise NoBundleError(say("{name} is niet wat het was toen de bundel gemaakt werd.", name=name))
        return content

    def check(self) -> None:
        """Every member is there and as the manifest says."""
        for name in self.names():
            self.read(name)

    def json(self, name: str) -> Any:
        """One member as JSON; None for one that is not there."""
        content = self.read(name)
        return _parsed(content, name) if content else None

    def rows(self, name: str) -> tuple[list[str], list[list[Any]]]:
        """(columns, rows) of a table; both empty for one that is not there."""
        lines = self.read(name).splitlines()
        if not lines:
            return [], []
        columns, *rows = [_parsed(line, name) for line in lines]
        if not isinstance(columns, list) or not all(isinstance(one, str) for one in columns):
            raise _strange(name)
        if not all(isinstance(row, list) and len(row) == len(columns) for row in rows):
            raise _strange(name)
        return columns, rows

    def _check_names(self) -> None:
        infos = self._zip.infolist()
        if len(infos) > MOST_MEMBERS or sum(info.file_size for info in infos) > LARGEST_TOTAL:
            raise NoBundleError(say("Het bestand zou uitgepakt te groot worden."))
        seen: set[str] = set()
        for info in infos:
            plain = _NAME.fullmatch(info.filename) and ".." not in info.filename
            if not plain or info.filename in seen or info.flag_bits & 1 or info.external_attr not in (0, _MODE):
                raise NoBundleError(say("Er zit iets in dat er niet in hoort."))
            seen.add(info.filename)

    def _read_manifest(self) -> dict[str, Any]:
        if MANIFEST not in self._zip.namelist():
            raise NoBundleError(say("Er zit geen inhoudsopgave in."))
        found = _parsed(self._bytes(MANIFEST), MANIFEST)
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            raise NoBundleError(say("De inhoudsopgave is die van een ander programma."))
        if found.get("version") != VERSION:
            raise NoBundleError(
                say("De bundel is van een nieuwere koppelbord."), advice=say("Werk koppelbord bij en open hem opnieuw.")
            )
        sums = found.get("members")
        if not isinstance(sums, dict) or {*sums, MANIFEST} != set(self._zip.namelist()):
            raise NoBundleError(say("De inhoudsopgave noemt iets anders dan wat erin zit."))
        return found

    def _bytes(self, name: str) -> bytes:
        """Never more than a member may be, whatever its header says."""
        try:
            with self._zip.open(name) as member:
                content = member.read(LARGEST_MEMBER + 1)
        except (*_UNREADABLE, zlib.error) as problem:
            raise NoBundleError(say("{name} is niet te lezen.", name=name)) from problem
        if len(content) > LARGEST_MEMBER:
            raise NoBundleError(say("Het bestand zou uitgepakt te groot worden."))
        return content


def _add(whole: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, _MOMENT)
    info.create_system, info.external_attr, info.compress_type = _UNIX, _MODE, zipfile.ZIP_DEFLATED
    whole.writestr(info, content, compresslevel=9)


def _parsed(content: bytes, name: str) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as problem:
        raise _strange(name) from problem


def _strange(name: str) -> NoBundleError:
    return NoBundleError(say("{name} heeft een vreemde vorm.", name=name))
