"""Bring the English catalogue after the sources: new msgids are added untranslated, unused ones dropped, .mo compiled.

Msgids are Dutch and stand in the code; `t`, `tn`, `say` and `mark` are the words that introduce one. They are looked for
in the syntax tree: by its tokens Python before 3.12 shows nothing of what stands inside an f-string.
"""

import ast
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "core" / "locale" / "en" / "LC_MESSAGES" / "koppelbord.po"
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
KEYWORDS = {"t": 1, "say": 1, "mark": 1, "tn": 2}


def extracted() -> Catalog:
    """All msgids of the sources, the sandbox left out: it speaks as the services do."""
    catalog = Catalog(project="koppelbord", charset="utf-8")
    for package in ("core", "screens", "tui"):
        for path in sorted((ROOT / package).rglob("*.py")):
            if not path.relative_to(ROOT / package).parts[0].startswith("sandbox"):
                for message in said_in(path.read_text(encoding="utf-8")):
                    catalog.add(message)
    return catalog


def said_in(source: str) -> Iterator[str | tuple[str, ...]]:
    """The msgids in this source: a text, or singular and plural."""
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call):
            word = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            wanted = call.args[: KEYWORDS.get(word, 0)]
            texts = tuple(one.value for one in wanted if isinstance(one, ast.Constant) and isinstance(one.value, str))
            if texts and all(texts) and len(texts) == KEYWORDS[word]:
                yield texts if len(texts) > 1 else texts[0]


def known() -> Catalog:
    """The catalogue as it is."""
    if not PO.exists():
        return Catalog(locale="en")
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def updated() -> Catalog:
    """Sorted, without addresses, so that a change shows as one line."""
    catalog = known()
    catalog.update(extracted(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def main() -> int:
    """Write both files; answer 1 while sentences lack their English."""
    catalog = updated()
    catalog.fuzzy = False
    catalog.creation_date = catalog.revision_date = EPOCH
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, catalog, sort_output=True, no_location=True, omit_header=False, width=120)
    with PO.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalog)
    missing = [message.id for message in catalog if message.id and not message.string]
    print(f"{len(catalog)} sentences, {len(missing)} without English")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
