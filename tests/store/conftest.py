"""Every repository is asked the same on both dialects: `db` is a connection to the tables of one koppeling, `register`
one to those of the register, in a transaction. Each statement of `db` commits, unless a test begins one.
"""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.store.connection import Connection
from core.store.database import connect
from core.store.schema_koppeling import KOPPELING
from core.store.schema_register import REGISTER

DIALECTS = ("sqlite", "postgres")
_IDS = itertools.count(1)


@pytest.fixture(scope="session")
def shared_office(postgres_server, office_template):
    """One database for all tests of a run: each has a koppeling of its own in it."""
    import psycopg

    with psycopg.connect(postgres_server.url(), autocommit=True) as db:
        db.execute("CREATE DATABASE shared_office TEMPLATE office_template OWNER kantoor")
    return postgres_server.url("shared_office", "kantoor")


def at_work(url: str, koppeling: str) -> Iterator[Connection]:
    import psycopg

    from core.store.postgres.address import Address
    from core.store.postgres.migrations import steps
    from core.store.postgres.session import Session, Translated

    session = Session(Address.read(url), steps())
    session.write(koppeling, lambda _db: None)

    def settle(raw: psycopg.Connection) -> Translated:
        raw.execute(
            "SELECT set_config('koppelbord.nr', nr::text, false) FROM scopes WHERE koppeling = %s", (koppeling,)
        )
        return Translated(raw)

    yield session.run(settle)
    session.close()


@pytest.fixture(params=DIALECTS)
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Connection]:
    if request.param == "sqlite":
        connection = connect(tmp_path / "k.db", KOPPELING)
        yield connection
        connection.close()
        return
    yield from at_work(request.getfixturevalue("shared_office"), f"k{next(_IDS)}")


@pytest.fixture(params=DIALECTS)
def register_db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Connection]:
    if request.param == "sqlite":
        connection = connect(tmp_path / "register.db", REGISTER)
        connection.execute("BEGIN")
        yield connection
        connection.close()
        return
    for connection in at_work(request.getfixturevalue("office"), ""):
        connection.execute("BEGIN")
        yield connection
