"""A workbook is a zip of XML: one that would unpack without end, or whose XML would, is refused before it is read."""

import re
import zipfile

from core.errors import UsageError
from core.text import say

MOST_BYTES = 512 * 1024 * 1024
"""Unpacked, all members together: what they say of themselves, and the reader stops at what they say."""
MOST_MEMBERS = 10_000
_HEAD = 64 * 1024
_XML = (".xml", ".rels", ".vml")
_DOCTYPE = re.compile(r"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_ELEMENT = re.compile(r"<[^\W\d]")


def defuse(file: str, archive: zipfile.ZipFile) -> None:
    """Raises UsageError for too many members, too many bytes, and for XML that defines entities, as Excel's never does.

    A definition stands before the first element, so the head of a member tells.
    """
    members = archive.infolist()
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_BYTES:
        raise too_large(file)
    for member in members:
        if not member.filename.lower().endswith(_XML):
            continue
        with archive.open(member) as opened:
            head = _text(opened.read(_HEAD))
        element = _ELEMENT.search(head)
        if _DOCTYPE.search(head[: element.start()] if element else head) or (not element and len(head) >= _HEAD // 4):
            raise UsageError(
                say("{bestand} bevat XML zoals Excel die niet maakt.", bestand=file),
                advice=say("Open het in Excel en sla het opnieuw op, of haal het opnieuw op."),
            )


def too_large(file: str) -> UsageError:
    """The refusal of what would not fit."""
    return UsageError(
        say("{bestand} is uitgepakt te groot om te lezen.", bestand=file),
        advice=say("Verdeel het over meer bestanden, of sla het op als CSV."),
    )


def _text(head: bytes) -> str:
    """As XML reads it: a mark of UTF-16, or a null in the first two characters, tells its encoding."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    for encoding, at in (("utf-16-le", 1), ("utf-16-be", 0)):
        if head[at : at + 1] == b"\0":
            return head.decode(encoding, "replace")
    return head.decode("utf-8", "replace")
