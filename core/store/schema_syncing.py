"""The tables that syncing needs beside what it reads: how far a read has come, what both sides agreed on, what is asked
of a person, and what the services still allow.
"""

READING = [
    """
    CREATE TABLE reads (
        kind TEXT PRIMARY KEY, started_at TEXT NOT NULL, since TEXT NOT NULL, skip INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE read_pages (
        kind TEXT NOT NULL, skip INTEGER NOT NULL, ids TEXT NOT NULL, PRIMARY KEY (kind, skip)
    ) STRICT
    """,
    "CREATE TABLE fulls (kind TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT",
    "CREATE TABLE generations (kind TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT",
]

AGREEING = [
    """
    CREATE TABLE agreed (
        timeon_id TEXT NOT NULL, snelstart_id TEXT NOT NULL, fields TEXT NOT NULL, timeon BLOB, snelstart BLOB,
        PRIMARY KEY (timeon_id, snelstart_id)
    ) STRICT
    """,
    """
    CREATE TABLE conflicts (
        timeon_id TEXT NOT NULL, snelstart_id TEXT NOT NULL, field TEXT NOT NULL, timeon TEXT NOT NULL,
        snelstart TEXT NOT NULL, asked_at TEXT NOT NULL, verdict TEXT NOT NULL DEFAULT '',
        decided_at TEXT NOT NULL DEFAULT '', actor TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (timeon_id, snelstart_id, field)
    ) STRICT
    """,
]

RUNNING = [
    "CREATE TABLE call_counts (bucket INTEGER PRIMARY KEY, calls INTEGER NOT NULL) STRICT",
    """
    CREATE TABLE pauses (
        service TEXT PRIMARY KEY, since TEXT NOT NULL, until TEXT NOT NULL, reason TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE run_lines (
        run TEXT NOT NULL, key TEXT NOT NULL, line TEXT NOT NULL, outcome TEXT NOT NULL, remote_id TEXT NOT NULL,
        reason TEXT NOT NULL, codes TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (run, key)
    ) STRICT
    """,
    "CREATE TABLE open_lines (key TEXT PRIMARY KEY, since TEXT NOT NULL, due TEXT NOT NULL) STRICT",
]

SYNCING = [*READING, *AGREEING, *RUNNING]
