"""The tables of a journal: the events, the head of their chain, and the gaps that trimming left in it.

An event is never updated, and deleted only where a gap was written first.
"""

JOURNAL = [
    """
    CREATE TABLE events (
        seq INTEGER PRIMARY KEY, at TEXT NOT NULL, type TEXT NOT NULL, subject TEXT NOT NULL, actor TEXT NOT NULL,
        detail TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX events_subject ON events (subject)",
    "CREATE INDEX events_type ON events (type, at)",
    """
    CREATE TABLE journal_head (
        one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, hash TEXT NOT NULL
    ) STRICT
    """,
    "CREATE TABLE journal_gaps (van INTEGER PRIMARY KEY, tot INTEGER NOT NULL, hash TEXT NOT NULL) STRICT",
    """
    CREATE TRIGGER events_stay BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
    """,
    """
    CREATE TRIGGER events_go BEFORE DELETE ON events
    WHEN coalesce((SELECT tot FROM journal_gaps WHERE van <= OLD.seq ORDER BY van DESC LIMIT 1), 0) < OLD.seq
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
    """,
]
