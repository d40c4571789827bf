"""A home in which every name and every text of a service would steer a terminal, were it written as it is."""

import json
import sqlite3
import unicodedata
from contextlib import closing
from pathlib import Path

from core.store import journal

BEFORE, AFTER = "\x1b]0;titel\x07\x1b[31m[red]", "[/red]\u202e\x9b2J\r\n\u2066x"
STEERING = {"\u061c", "\u200e", "\u200f", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}
TEXTS = {
    "relaties": ("naam", "nummer", "email", "telefoon", "straat", "postcode", "plaats"),
    "customers": ("naam", "voornaam", "achternaam", "email", "telefoon", "straat", "postcode", "plaats"),
    "artikelen": ("code", "omschrijving", "eenheid"),
    "productgroepen": ("nummer", "omschrijving"),
    "others": ("naam",),
    "registraties": ("omschrijving",),
    "orders": ("nummer",),
    "declaraties": ("klant", "reason", "order_nummer", "approved_by"),
    "regels": ("omschrijving", "artikel"),
    "decisions": ("actor",),
    "run_lines": ("reason",),
    "conflicts": ("timeon", "snelstart"),
    "koppeling": ("timeon_naam", "snelstart_naam"),
    "koppelingen": ("timeon_naam", "snelstart_naam", "problem"),
}


def steers(text: str) -> bool:
    """Whether a terminal would do something else than show it."""
    return any(unicodedata.category(c) in ("Cc", "Zl", "Zp") or c in STEERING for c in text)


def poison(home: Path) -> None:
    """Every file of the home."""
    for path in (home / "data" / "register.db", *(home / "data" / "koppelingen").glob("*.db")):
        with closing(sqlite3.connect(path)) as db, db:
            _texts(db)
            if _has(db, "run_lines"):
                label = BEFORE + "Bakker" + AFTER
                db.execute("UPDATE run_lines SET line = json_set(line, '$.label', ?)", (label,))
            detail = json.loads(json.dumps({"label": BEFORE + "Bakker" + AFTER, "reason": AFTER, "naam": BEFORE}))
            for type_ in ("match.beslist", "sync.refused", "push.refused", BEFORE):
                journal.append(db, "2026-11-24T13:01:00.000000+00:00", type_, f"klant:{BEFORE}", detail)


def _texts(db: sqlite3.Connection) -> None:
    for table, columns in TEXTS.items():
        if _has(db, table):
            there = {row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[2] == "TEXT"}
            for column in there & set(columns):
                db.execute(f"UPDATE {table} SET {column} = ? || {column} || ? WHERE {column} <> ''", (BEFORE, AFTER))


def _has(db: sqlite3.Connection, table: str) -> bool:
    return db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone() is not None
