"""How the schema grows while older and newer programs work on it: steps by name, each whole or not at all.

A step adds; a step that takes something away (a column, a table) comes when no program that needs it is left, and is
marked so in the database: a program that does not know such a step stops, every other goes on. What a program knows and
the database lacks is added first, by whoever may.
"""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass

import psycopg
from psycopg import errors

from core.store.postgres.address import SCHEMA, Address, line_of
from core.store.postgres.ground import ENVELOPES, GROUND, MOVED
from core.store.postgres.problems import FrozenDatabaseError, OlderDatabaseError, newer
from core.store.postgres.tables import translated
from core.store.schema import Schema
from core.store.schema_koppeling import KOPPELING
from core.store.schema_register import REGISTER
from core.text import say

LOCK = 0x6B6F7000
"""The first half of every advisory lock of ours."""
_WAIT_SECONDS = 1.0
"""How long a step waits for a table that is in use before it lets whoever queues behind it go first; and then how long."""
_TRIES = 30
_TAKES_AWAY = re.compile(r"\s*(DROP (?!TRIGGER|POLICY)|ALTER TABLE \w+ (DROP|RENAME))", re.IGNORECASE)
_BOOKS = f"""
    CREATE TABLE IF NOT EXISTS {SCHEMA}.migrations (
        name TEXT PRIMARY KEY, contracts BOOLEAN NOT NULL, at TIMESTAMPTZ NOT NULL DEFAULT now()
    )
"""


@dataclass(frozen=True, slots=True)
class Step:
    """A named part of the schema, never changed once released."""

    name: str
    statements: tuple[str, ...]

    @property
    def contracts(self) -> bool:
        """Whether a program that does not know it can't work with what it leaves."""
        return any(_TAKES_AWAY.match(statement) for statement in self.statements)


def steps(schemas: Sequence[Schema] = (KOPPELING, REGISTER)) -> list[Step]:
    """The ground, then every step of SQLite's schemas; what two of them share is made once."""
    seen: set[str] = set()
    found = [Step("ground:first", tuple(GROUND))]
    for schema in schemas:
        for name, statements in schema.steps:
            new = [one for one in statements if one not in seen]
            seen.update(statements)
            words = tuple(word for one in new for word in translated(one))
            found.append(Step(f"{schema.name}:{name}", words))
    return [*found, Step("envelopes", tuple(ENVELOPES)), Step("moved", tuple(MOVED))]


def bring_up(db: psycopg.Connection[tuple[object, ...]], address: Address, wanted: Sequence[Step]) -> list[str]:
    """Add what is missing, one program at a time; answers what was added. `db` is in autocommit.

    Raises NewerDatabaseError, OlderDatabaseError when the role may not add, FrozenDatabaseError when nobody may, and what psycopg says of a table that stays in use.
    """
    applied = _applied(db)
    known = {step.name for step in wanted}
    if foreign := [name for name, contracts in applied.items() if contracts and name not in known]:
        raise newer(address, foreign)
    if known <= applied.keys():
        return []
    try:
        return _patiently(db, wanted)
    except (errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction) as refused:
        missing = ", ".join(step.name for step in wanted if step.name not in applied)
        frozen = isinstance(refused, errors.ReadOnlySqlTransaction)
        kind = FrozenDatabaseError if frozen else OlderDatabaseError
        raise kind(say("{database} mist {steps}.", database=address.shown, steps=missing)) from refused


def _patiently(db: psycopg.Connection[tuple[object, ...]], wanted: Sequence[Step]) -> list[str]:
    """Work goes on meanwhile: whoever waits for a whole table makes all others wait for it too."""
    for left in reversed(range(_TRIES)):
        try:
            with db.transaction():
                db.execute("SELECT set_config('lock_timeout', %s, true)", (f"{round(_WAIT_SECONDS * 1000)}ms",))
                return _add(db, wanted)
        except errors.LockNotAvailable:
            if not left:
                raise
            time.sleep(_WAIT_SECONDS)
    raise AssertionError


def grant(db: psycopg.Connection[tuple[object, ...]], role: str) -> None:
    """Let a role work as an office, on its own rows; on tables to come too."""
    from psycopg import sql

    for words in (
        "CREATE SCHEMA IF NOT EXISTS {line}",
        "GRANT USAGE, CREATE ON SCHEMA {line} TO {role}",
        "GRANT USAGE ON SCHEMA {schema} TO {role}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}",
        "REVOKE INSERT, UPDATE, DELETE ON {schema}.migrations FROM {role}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
    ):
        names = {"schema": SCHEMA, "line": line_of(role), "role": role}
        db.execute(sql.SQL(words).format(**{name: sql.Identifier(value) for name, value in names.items()}))


def _applied(db: psycopg.Connection[tuple[object, ...]]) -> dict[str, bool]:
    """Name to whether it contracts, of every step that was taken; empty in a database that has none of ours."""
    found = db.execute("SELECT to_regclass(%s)", (f"{SCHEMA}.migrations",)).fetchone()
    if found is None or found[0] is None:
        return {}
    return {str(name): bool(contracts) for name, contracts in db.execute("SELECT name, contracts FROM migrations")}


def _add(db: psycopg.Connection[tuple[object, ...]], wanted: Sequence[Step]) -> list[str]:
    db.execute("SELECT pg_advisory_xact_lock(%s, 0)", (LOCK,))
    if db.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", (SCHEMA,)).fetchone() is None:
        db.execute(f"CREATE SCHEMA {SCHEMA}")
    if not (applied := _applied(db)):
        db.execute(_BOOKS)
    missing = [step for step in wanted if step.name not in applied]
    for step in missing:
        for statement in step.statements:
            db.execute(statement.encode())
        db.execute("INSERT INTO migrations (name, contracts) VALUES (%s, %s)", (step.name, step.contracts))
    return [step.name for step in missing]
