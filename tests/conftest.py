"""What every test may ask for: a fixed clock, an empty home, no keyring of this machine."""

import itertools
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.environment import signed_in

if TYPE_CHECKING:
    from tests.postgres.server import Server

os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"

_DATABASES = itertools.count(1)

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")
"""How quick a machine is, and how busy, says nothing about what is right."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The one flag that writes the pictures of tests/screens/snapshots again."""
    parser.addoption("--update-snapshots", action="store_true", help="write the pictures of the screens again")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first: begun last, one of them would keep a single core busy while the others stand idle."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


class FixedClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def tick(self, **delta: float) -> None:
        """Move it, forwards or back."""
        self.now += timedelta(**delta)


@pytest.fixture(autouse=True)
def dutch() -> Iterator[None]:
    """Every test begins in Dutch, whatever the one before it spoke."""
    from core.text import set_language

    set_language("nl")
    yield
    set_language("nl")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 11, 24, 14, 2, tzinfo=UTC))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty home; no variable of the person who runs the tests is in sight."""
    for name in list(os.environ):
        if name.startswith("KOPPELBORD_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("KOPPELBORD_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="session")
def postgres_server() -> "Iterator[Server]":
    """This worker's own PostgreSQL; a test that kills its server starts a `Server` for itself."""
    from tests.postgres.server import Server

    server = Server()
    try:
        yield server.start()
    finally:
        server.remove()


@pytest.fixture
def postgres(postgres_server: "Server") -> Iterator[str]:
    """The address of an empty database, dropped after the test with whoever is still connected to it."""
    import psycopg

    name = f"t{next(_DATABASES)}"
    with psycopg.connect(postgres_server.url(), autocommit=True) as db:
        db.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        yield postgres_server.url(name)
        db.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def office_template(postgres_server: "Server") -> str:
    """The name of a database with the schema in it, owned by the ordinary role `kantoor`."""
    import psycopg

    from core.store.postgres.address import Address
    from core.store.postgres.pool import Pool

    with psycopg.connect(postgres_server.url(), autocommit=True) as db:
        db.execute("CREATE ROLE kantoor LOGIN")
        db.execute("CREATE DATABASE office_template TEMPLATE template0 OWNER kantoor")
    pool = Pool(Address.read(postgres_server.url("office_template", "kantoor")))
    pool.submit(lambda session: session.read("", lambda _db: None)).result()
    pool.close()
    return "office_template"


@pytest.fixture
def new_office(postgres_server: "Server", office_template: str) -> Iterator[Callable[[], str]]:
    """Makes databases with nothing in them but an office's schema; answers the address of each."""
    import psycopg

    made: list[str] = []

    def make() -> str:
        made.append(f"t{next(_DATABASES)}")
        with psycopg.connect(postgres_server.url(), autocommit=True) as db:
            db.execute(f"CREATE DATABASE {made[-1]} TEMPLATE {office_template} OWNER kantoor STRATEGY file_copy")
        return postgres_server.url(made[-1], "kantoor")

    yield make
    with psycopg.connect(postgres_server.url(), autocommit=True) as db:
        for name in made:
            db.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def office(new_office: Callable[[], str]) -> str:
    """The address of an office's database with nothing in it but the schema."""
    return new_office()


class World:
    """The sandbox in-process and the environment that points a service at it."""

    ORIGINS = {  # noqa: RUF012 - a constant
        "https://snelstart.demo": "snelstart",
        "https://timeon.demo": "timeon",
        "https://control.demo": "control",
    }

    def __init__(self, folder: Path, clock: FixedClock, klanten: int = 140) -> None:
        from core.sandbox import build_sandbox

        self.clock = clock
        self.sandbox = build_sandbox(today=clock.now.date(), now=clock, klanten=klanten)
        self.facts = self.sandbox.facts(*self.ORIGINS)
        self.apps = {origin: self.sandbox.apps()[name] for origin, name in self.ORIGINS.items()}
        self.administratie = self.facts["administraties"][0]["id"]
        self.environment = signed_in(self.facts, folder)

    def service(self, **changes: str):
        """A service on this world; `changes` are environment variables without KOPPELBORD_ in front."""
        from core.service import bootstrap

        environment = self.environment | {f"KOPPELBORD_{name}": value for name, value in changes.items()}
        return bootstrap(environment=environment, apps=self.apps, clock=self.clock, memory_only=True)


@pytest.fixture
def world(tmp_path: Path, clock: FixedClock) -> World:
    return World(tmp_path / "home", clock)
