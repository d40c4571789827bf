"""The tables that invoicing needs beside the first ones: where imported registraties come from, and which documents were
hung on a boeking; and what SnelStart should count including btw.
"""

IMPORTS = [
    """
    CREATE TABLE imported (
        id TEXT PRIMARY KEY, regel TEXT NOT NULL, lijkt TEXT NOT NULL, bron TEXT NOT NULL, bestand TEXT NOT NULL,
        rij INTEGER NOT NULL, klant TEXT NOT NULL, klantnummer TEXT NOT NULL, project TEXT NOT NULL,
        medewerker TEXT NOT NULL, at TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX imported_regel ON imported (regel)",
    "CREATE INDEX imported_lijkt ON imported (lijkt)",
]

DOCUMENTS = [
    """
    CREATE TABLE document_intents (
        declaratie_id TEXT PRIMARY KEY REFERENCES declaraties (id), boeking_id TEXT NOT NULL, naam TEXT NOT NULL,
        hash TEXT NOT NULL, state TEXT NOT NULL, document_id TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '',
        last_sent_at TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
]

TOTALS = [
    "ALTER TABLE push_intents ADD COLUMN incl TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE push_intents ADD COLUMN rates TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE declaraties ADD COLUMN verschil TEXT NOT NULL DEFAULT ''",
]

WORKED = ["ALTER TABLE registraties ADD COLUMN worked INTEGER NOT NULL DEFAULT 0"]

AMOUNTS = ["ALTER TABLE push_intents ADD COLUMN amounts TEXT NOT NULL DEFAULT ''"]

INVOICING = [*IMPORTS, *DOCUMENTS]
