"""A text with columns: its delimiter found out, its rows as lists of cells."""

import csv
import itertools
from collections.abc import Iterator, Sequence

from core.text import Sentence, say

_DELIMITERS = (";", "\t", ",", "|")
_SAMPLED_LINES = 50
_LONGEST_CELL = 10_000_000
_LONGEST_ROW = 30


def delimiter_of(lines: Sequence[str]) -> str:
    """The delimiter that splits the first lines into the most equal number of columns; `;` when none does."""
    sample = [line for line in lines[:_SAMPLED_LINES] if line.strip()]
    best, score = ";", 0
    for delimiter in _DELIMITERS:
        counts = [len(cells) for cells in csv.reader(sample, delimiter=delimiter)]
        if not counts:
            break
        usual = max(set(counts), key=lambda count: (counts.count(count), count))
        if usual > 1 and (found := counts.count(usual) * 100 + min(usual, 99)) > score:
            best, score = delimiter, found
    return best


def rows_of(file: str, text: str, problems: list[Sentence]) -> Iterator[list[str]]:
    """The rows. A line whose quote is never closed is read without its quotes and said; the lines after it are kept."""
    if csv.field_size_limit() < _LONGEST_CELL:
        csv.field_size_limit(_LONGEST_CELL)
    lines = text.splitlines(keepends=True)
    delimiter = delimiter_of(lines)
    start = width = 0
    while start < len(lines):
        reader = csv.reader(itertools.islice(lines, start, None), delimiter=delimiter)
        begun = start
        for cells in reader:
            end = begun + reader.line_num
            if end - start > 1 and _is_torn(lines[start:end], cells, width):
                problems.append(
                    say(
                        "{bestand}, regel {regel}: een aanhalingsteken wordt niet gesloten.",
                        bestand=file,
                        regel=start + 1,
                    )
                )
                yield next(csv.reader([lines[start].replace('"', "")], delimiter=delimiter))
                start += 1
                break
            width = width or len(cells)
            yield cells
            start = end
        else:
            return


def _is_torn(lines: list[str], cells: list[str], width: int) -> bool:
    """Whether a row over several lines is not one row: too long, another number of columns, or a quote left open."""
    return len(lines) > _LONGEST_ROW or (width > 0 and len(cells) != width) or "".join(lines).count('"') % 2 == 1
