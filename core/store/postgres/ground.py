"""What stands under the translated tables: who owns which koppeling, what the schema has come to, and the triggers."""

from collections.abc import Iterator

HERE = "nullif(current_setting('koppelbord.nr', true), '')::bigint"
"""The koppeling at work, by number; null outside a unit of work."""
OF_THE_KOPPELING = f"van_koppeling = (SELECT nr FROM scopes WHERE nr = {HERE})"  # noqa: S608 - names of ours
"""That it must be one of the role's own is what the rows of `scopes` are guarded by."""


def guarded(table: str, condition: str) -> Iterator[str]:
    """Nobody, its owner neither, sees or writes a row for which the condition does not hold."""
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
    yield f"DROP POLICY IF EXISTS own ON {table}"
    yield f"CREATE POLICY own ON {table} USING ({condition})"


OF_THE_OFFICE = f"""
    EXISTS (SELECT 1 FROM scopes WHERE nr = {HERE} AND koppeling = '') AND van_koppeling IN (SELECT nr FROM scopes)
"""  # noqa: S608 - names of ours
"""From the register one looks at the facts of every koppeling of the office, to see whether its row is behind."""
_REFUSED = "USING ERRCODE = 'check_violation'"

FUNCTIONS = [
    *(
        f"""
        CREATE OR REPLACE FUNCTION numbered_by_{column}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            EXECUTE format('SELECT coalesce(max({column}), 0) + 1 FROM %I WHERE van_koppeling = $1', TG_TABLE_NAME)
                INTO NEW.{column} USING NEW.van_koppeling;
            RETURN NEW;
        END $$
        """  # noqa: S608 - names of ours
        for column in ("id", "seq")
    ),
    f"""
    CREATE OR REPLACE FUNCTION journal_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the journal is append-only' {_REFUSED}; END $$
    """,
    f"""
    CREATE OR REPLACE FUNCTION journal_goes() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF coalesce((SELECT tot FROM journal_gaps WHERE van_koppeling = OLD.van_koppeling AND van <= OLD.seq
                     ORDER BY van DESC LIMIT 1), 0) < OLD.seq THEN
            RAISE EXCEPTION 'the journal is append-only' {_REFUSED};
        END IF;
        RETURN OLD;
    END $$
    """,  # noqa: S608 - names of ours
]

TRIGGERS = {
    "events_stay": [
        "DROP TRIGGER IF EXISTS events_stay ON events",
        "CREATE TRIGGER events_stay BEFORE UPDATE ON events FOR EACH ROW EXECUTE FUNCTION journal_stays()",
    ],
    "events_go": [
        "DROP TRIGGER IF EXISTS events_go ON events",
        "CREATE TRIGGER events_go BEFORE DELETE ON events FOR EACH ROW EXECUTE FUNCTION journal_goes()",
    ],
}
"""The triggers of SQLite's schema by name, as PostgreSQL says them."""

GROUND = [
    """
    CREATE TABLE scopes (
        nr BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, office TEXT COLLATE "C" NOT NULL DEFAULT current_user,
        koppeling TEXT COLLATE "C" NOT NULL, UNIQUE (office, koppeling)
    )
    """,
    *guarded("scopes", "office = current_user"),
    f"""
    CREATE TABLE call_places (
        van_koppeling BIGINT NOT NULL DEFAULT {HERE}, place BIGINT GENERATED ALWAYS AS IDENTITY, until TEXT COLLATE "C" NOT NULL,
        pid BIGINT NOT NULL DEFAULT pg_backend_pid(), PRIMARY KEY (van_koppeling, place)
    )
    """,
    *guarded("call_places", OF_THE_KOPPELING),
    *FUNCTIONS,
]

ENVELOPES = [
    """
    CREATE TABLE envelopes (
        office TEXT COLLATE "C" NOT NULL DEFAULT current_user, name TEXT COLLATE "C" NOT NULL, sealed BYTEA NOT NULL,
        wrapped BYTEA NOT NULL, key_id TEXT NOT NULL, PRIMARY KEY (office, name)
    )
    """,
    *guarded("envelopes", "office = current_user"),
]

MOVED = ["ALTER TABLE scopes ADD COLUMN moved BOOLEAN NOT NULL DEFAULT false"]
"""Rows that went back to a home: shown, and not worked on."""
