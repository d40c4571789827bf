"""The tables of the keys by which near names are found; they can be dropped and made again from what was read."""

KEYS = [
    """
    CREATE TABLE match_sides (
        side TEXT PRIMARY KEY, size INTEGER NOT NULL, room INTEGER NOT NULL, rules INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE match_names (
        side TEXT NOT NULL, nr INTEGER NOT NULL, id TEXT NOT NULL, folded TEXT NOT NULL, PRIMARY KEY (side, nr)
    ) STRICT
    """,
    "CREATE INDEX match_names_id ON match_names (side, id)",
    """
    CREATE TABLE match_grams (
        side TEXT NOT NULL, gram INTEGER NOT NULL, held INTEGER NOT NULL, holders BLOB NOT NULL,
        PRIMARY KEY (side, gram)
    ) STRICT
    """,
    "CREATE TABLE match_moved (side TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (side, id)) STRICT",
]
