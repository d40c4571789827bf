"""The register's tables: a row a koppeling, with the summary that lists read; and the journal of this home."""

from core.store.schema import Schema
from core.store.schema_journal import JOURNAL

REGISTER = Schema(
    "register",
    [
        (
            "koppelingen",
            [
                """
                CREATE TABLE koppelingen (
                    id TEXT PRIMARY KEY,
                    timeon_id TEXT NOT NULL,
                    timeon_naam TEXT NOT NULL,
                    snelstart_id TEXT NOT NULL DEFAULT '',
                    snelstart_naam TEXT NOT NULL DEFAULT '',
                    state TEXT NOT NULL,
                    step TEXT NOT NULL,
                    created_at TEXT NOT NULL,
                    permissions TEXT NOT NULL DEFAULT '[]',
                    paired INTEGER NOT NULL DEFAULT 0,
                    waiting INTEGER NOT NULL DEFAULT 0,
                    producten INTEGER NOT NULL DEFAULT 0,
                    productgroepen INTEGER NOT NULL DEFAULT 0,
                    last_run_at TEXT,
                    last_run_ok INTEGER,
                    last_run_calls INTEGER NOT NULL DEFAULT 0,
                    last_run_writes INTEGER NOT NULL DEFAULT 0,
                    open_count INTEGER NOT NULL DEFAULT 0,
                    open_cents INTEGER NOT NULL DEFAULT 0,
                    to_invoice INTEGER NOT NULL DEFAULT 0,
                    problem TEXT NOT NULL DEFAULT ''
                ) STRICT
                """,
                "CREATE UNIQUE INDEX one_timeon ON koppelingen (timeon_id) WHERE state <> 'ontkoppeld'",
                """
                CREATE UNIQUE INDEX one_snelstart ON koppelingen (snelstart_id)
                WHERE state <> 'ontkoppeld' AND snelstart_id <> ''
                """,
            ],
        ),
        ("journal", JOURNAL),
        (
            "activations",
            [
                """
                CREATE TABLE activations (
                    digest TEXT PRIMARY KEY,
                    timeon_id TEXT NOT NULL,
                    asked_at TEXT NOT NULL,
                    told TEXT,
                    tries INTEGER NOT NULL DEFAULT 0,
                    next_at TEXT,
                    snelstart_id TEXT NOT NULL DEFAULT '',
                    outcome TEXT,
                    ended_at TEXT
                ) STRICT
                """,
            ],
        ),
    ],
)
