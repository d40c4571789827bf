"""Keys that an office sealed go along to a home: into a keyring, and where there is none it is said which did not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.config import Paths, find_paths
from core.credentials import Credentials
from core.credentials.envelope import make_key
from core.domain.match import Mode
from core.kantoor import keys
from core.service import Service
from core.store.postgres.address import Address
from core.store.postgres.envelopes import SealedRows
from core.store.postgres.pool import Pool
from tests.conftest import World
from tests.credentials.backends import Good
from tests.credentials.conftest import NULL

GOOD = {"PYTHON_KEYRING_BACKEND": "tests.credentials.backends.Good"}
KEY, SECRETS = make_key(), ("geheime-koppelsleutel", "geheime-timeon")


@pytest.fixture(autouse=True)
def empty_ring() -> Iterator[None]:
    Good.held.clear()
    yield
    Good.held.clear()


@pytest.fixture
def office_keys(office: str, tmp_path: Path) -> Iterator[Credentials]:
    """The chain of a machine of the office, which has the office's key."""
    pool = Pool(Address.read(office))
    given = NULL | {"KOPPELBORD_OFFICE_KEY": KEY}
    yield Credentials(find_paths({"KOPPELBORD_HOME": str(tmp_path / "one")}), given, envelopes=SealedRows(pool))
    pool.close()


@pytest.fixture
async def service(world: World, office: str, office_keys: Credentials):
    """An office with a koppeling of which both keys are sealed."""
    async with world.service(DATABASE=office) as made:
        await made.koppelen().walk(Mode.SAFE)
        (one,) = await made.koppelingen()
        names = (f"koppelsleutel:{one.koppeling.snelstart_id}", f"timeon:{one.koppeling.timeon_id}")
        for name, secret in zip(names, SECRETS, strict=True):
            assert office_keys.store(name, secret) == "database"
        yield made


@pytest.fixture
def back(tmp_path: Path) -> Paths:
    return find_paths({"KOPPELBORD_HOME": str(tmp_path / "back")})


async def test_they_go_into_the_keyring_and_into_no_file(
    service: Service, office_keys: Credentials, back: Paths
) -> None:
    assert office_keys.vault is not None
    along = keys.take_along(office_keys.vault, Credentials(back, GOOD), await service.koppelingen())
    assert (along.kept, along.again) == (2, ())
    (one,) = await service.koppelingen()
    here = Credentials(back, GOOD)
    assert here.koppelsleutels(one.koppeling.snelstart_id) == [SECRETS[0]]
    assert here.timeon_key(one.koppeling.timeon_id) == SECRETS[1]
    assert not back.secrets.exists()


async def test_without_a_keyring_it_is_said_which_must_be_typed_again(
    service: Service, office_keys: Credentials, back: Paths
) -> None:
    assert office_keys.vault is not None
    along = keys.take_along(office_keys.vault, Credentials(back, NULL), await service.koppelingen())
    (one,) = await service.koppelingen()
    assert along.kept == 0
    assert {str(words) for words in along.again} == {
        f"koppelsleutel van {one.koppeling.snelstart_naam}", f"Time On-sleutel van {one.koppeling.timeon_naam}",
    }  # fmt: skip
    assert not back.secrets.exists()
    assert not any(secret in str(along) for secret in SECRETS)


async def test_what_the_key_that_is_here_does_not_open_is_named_too(
    service: Service, office: str, back: Paths, office_keys: Credentials
) -> None:
    pool = Pool(Address.read(office))
    other = Credentials(back, NULL | {"KOPPELBORD_OFFICE_KEY": make_key()}, envelopes=SealedRows(pool))
    assert other.vault is not None
    along = keys.take_along(other.vault, Credentials(back, GOOD), await service.koppelingen())
    assert (along.kept, len(along.again)) == (0, 2)
    assert office_keys.kept(f"timeon:{(await service.koppelingen())[0].koppeling.timeon_id}") == [SECRETS[1]]
    pool.close()
