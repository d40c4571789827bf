"""The text in the bytes of a file: its encoding found out, and every place where that did not go cleanly said.

A byte-order mark decides, else UTF-8, else Windows-1252. A file put together from both is read line by line.
"""

from core.errors import UsageError
from core.text import Sentence, say

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BREAKS_OFF = "unexpected end of data"
_SAMPLE = 4096
# Of a text a part like this may be control characters: a crash of whoever wrote it leaves some.
_MOST_CONTROL = 0.01
_CONTROL = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1a")
# UTF-16 of Western letters has a zero byte in every second place; so large a part of those is enough.
_HALF_EMPTY = 0.4
_FEWEST = 4
_UNREADABLE = "\ufffd"


def decode(file: str, data: bytes) -> tuple[str, tuple[Sentence, ...]]:
    """The text and what is wrong with it. Raises UsageError when it is no text at all."""
    notes: list[Sentence] = []
    text = _decoded(file, data, notes)
    if "\0" in text:
        notes.append(
            say(
                "{bestand}, regel {regel}: er staan nullen tussen de letters; ze zijn weggelaten.",
                bestand=file,
                regel=_line_of(text, "\0"),
            )
        )
        text = text.replace("\0", "")
    if _UNREADABLE in text:
        notes.append(
            say(
                "{bestand}, regel {regel}: onleesbare tekens, {aantal} in het hele bestand; daar staat nu {teken}.",
                bestand=file,
                regel=_line_of(text, _UNREADABLE),
                aantal=text.count(_UNREADABLE),
                teken=_UNREADABLE,
            )
        )
    return text, tuple(notes)


def _decoded(file: str, data: bytes, notes: list[Sentence]) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    sample = data[:_SAMPLE]
    if encoding := _utf_16(sample):
        return data.decode(encoding, "replace")
    if b"\0" in sample and sum(byte in _CONTROL for byte in sample) > 1 + _MOST_CONTROL * len(sample):
        raise UsageError(say("{bestand} is geen tekst en geen Excel-bestand.", bestand=file))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        # At the end of a file in Windows-1252 one accented letter looks the same: only among letters in UTF-8 it is half.
        if wrong.reason == _BREAKS_OFF and not data[: wrong.start].isascii():
            notes.append(say("{bestand} houdt midden in een letter op: is het bestand compleet?", bestand=file))
            return data[: wrong.start].decode("utf-8")
    return _by_line(file, data, notes)


def _utf_16(sample: bytes) -> str:
    """UTF-16 without its mark, by where the zeros stand; empty when it is not."""
    each = len(sample) // 2
    if each < _FEWEST:
        return ""
    first, second = sample[0 : 2 * each : 2].count(0), sample[1 : 2 * each : 2].count(0)
    if second > _HALF_EMPTY * each and not first:
        return "utf-16-le"
    return "utf-16-be" if first > _HALF_EMPTY * each and not second else ""


def _by_line(file: str, data: bytes, notes: list[Sentence]) -> str:
    """Windows-1252; but a line that holds letters in UTF-8 is that, and the first other line is said."""
    lines = data.split(b"\n")
    if all(line.isascii() or not _is_utf_8(line) for line in lines):
        return data.decode("cp1252", "replace")
    other = [at for at, line in enumerate(lines) if not _is_utf_8(line)]
    notes.append(
        say(
            "{bestand}, regel {regel}: een andere codering dan de rest; gelezen als Windows-1252. Zo zijn er {aantal}.",
            bestand=file,
            regel=other[0] + 1,
            aantal=len(other),
        )
    )
    return "\n".join(line.decode("utf-8" if _is_utf_8(line) else "cp1252", "replace") for line in lines)


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _line_of(text: str, character: str) -> int:
    return text.count("\n", 0, text.index(character)) + 1
