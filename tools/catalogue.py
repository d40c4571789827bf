"""Bring the English catalogue after the sources: new msgids are added untranslated, unused ones dropped, .mo compiled.

Msgids are Dutch and stand in the code; `t`, `tn`, `say` and `mark` are the words that introduce one.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "core" / "locale" / "en" / "LC_MESSAGES" / "koppelbord.po"
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
KEYWORDS = {"t": None, "say": None, "mark": None, "tn": (1, 2)}


def extracted() -> Catalog:
    """All msgids of the sources, the sandbox left out: it speaks as the services do."""
    catalog = Catalog(project="koppelbord", charset="utf-8")
    for package in ("core", "screens", "tui"):
        found = extract_from_dir(ROOT / package, keywords=KEYWORDS, method_map=[("**.py", "python")])
        for filename, _line, message, _comments, context in found:
            if not filename.startswith("sandbox"):
                catalog.add(message, context=context)
    return catalog


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
