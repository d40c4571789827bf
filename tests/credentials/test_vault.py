"""An office's database keeps keys that it can't open itself; another key takes over; a lost one is said plainly."""

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.config import Paths
from core.credentials import Credentials
from core.credentials.envelope import LostKeyError, OfficeKey, make_key
from core.domain.envelope import Envelope
from core.errors import CredentialsError, MissingError
from core.store.postgres.address import Address
from core.store.postgres.envelopes import SealedRows
from core.store.postgres.pool import Pool
from tests.credentials.conftest import NULL
from tests.postgres.dump import everything

OLD, NEW = make_key(), make_key()
NAME = "koppelsleutel:7f3a"


@pytest.fixture
def chain(office: str, paths: Paths):
    pools = []

    def make(*keys: str) -> Credentials:
        pools.append(Pool(Address.read(office)))
        given = {"KOPPELBORD_OFFICE_KEY": "\n".join(keys)} if keys else {}
        return Credentials(paths, NULL | given, envelopes=SealedRows(pools[-1]))

    yield make
    for pool in pools:
        pool.close()


@given(st.text(max_size=200), st.text(max_size=40))
def test_what_is_sealed_comes_out_with_its_key_and_its_name_alone(secret: str, name: str) -> None:
    key, other = OfficeKey(OLD), OfficeKey(NEW)
    envelope = key.seal(name, secret)
    assert key.open(name, envelope) == secret
    assert other.open(name, other.rewrap(name, envelope, key)) == secret
    for wrong_key, wrong_name in ((other, name), (key, name + "x")):
        with pytest.raises(LostKeyError):
            wrong_key.open(wrong_name, envelope)


@pytest.mark.parametrize("part", ["sealed", "wrapped"])
def test_an_envelope_that_was_touched_does_not_open(part: str) -> None:
    key = OfficeKey(OLD)
    whole = key.seal(NAME, "geheim")
    touched = {name: getattr(whole, name) for name in ("sealed", "wrapped", "key_id")}
    touched[part] = touched[part][:-1] + bytes([touched[part][-1] ^ 1])
    for broken in (Envelope(**touched), Envelope(**{**touched, part: b""})):
        with pytest.raises(LostKeyError):
            key.open(NAME, broken)


def test_a_key_is_kept_in_the_database_and_found_by_another_process(chain) -> None:
    assert chain(OLD).store(NAME, "PLANTEDkoppelsleutel") == "database"
    assert chain(OLD).koppelsleutels("7f3a") == ["PLANTEDkoppelsleutel"]
    chain(OLD).forget(NAME)
    with pytest.raises(MissingError):
        chain(OLD).koppelsleutels("7f3a")


def test_nothing_in_the_database_opens_it(chain, office: str) -> None:
    chain(OLD).store(NAME, "PLANTEDkoppelsleutel")
    held = everything(office)
    assert NAME.encode() in held
    for secret in (b"PLANTED", OLD.encode(), OLD.rstrip("=").encode()):
        assert secret not in held
        assert secret.hex().encode() not in held


def test_without_an_office_key_nothing_goes_to_the_database(chain, office: str) -> None:
    assert chain().store(NAME, "PLANTEDkoppelsleutel") == "geheugen"
    assert NAME.encode() not in everything(office)


def test_a_lost_key_is_said_plainly_and_nothing_is_destroyed(chain) -> None:
    chain(OLD).store(NAME, "geheim")
    for without in (chain(), chain(NEW)):
        with pytest.raises(LostKeyError, match=OfficeKey(OLD).id):
            without.koppelsleutels("7f3a")
        assert "1" in str(without.vault.report().note)
    with pytest.raises(LostKeyError):
        chain().vault.rotate()
    assert chain(NEW).vault.rotate().to_json() == {"key": OfficeKey(NEW).id, "turned": 0, "lost": [NAME]}
    assert chain(OLD).koppelsleutels("7f3a") == ["geheim"]


def test_another_key_takes_over_while_processes_with_both_go_on(chain) -> None:
    chain(OLD).store(NAME, "een")
    chain(OLD).store("timeon:5", "twee")
    both = chain(NEW, OLD)
    assert both.koppelsleutels("7f3a") == ["een"]
    assert both.vault.rotate().to_json() == {"key": OfficeKey(NEW).id, "turned": 2, "lost": []}
    assert both.vault.rotate().turned == 0
    assert chain(NEW).koppelsleutels("7f3a") == ["een"]
    assert chain(NEW).timeon_key("5") == "twee"
    assert chain(NEW).vault.counts() == {OfficeKey(NEW).id: 2}
    with pytest.raises(LostKeyError):
        chain(OLD).timeon_key("5")


def test_a_rotation_that_was_killed_goes_on(chain, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        chain(OLD).store(f"timeon:{number}", f"s{number}")
    both, turn = chain(NEW, OLD), SealedRows.turn

    def killed(self, name, old, new):
        if name == "timeon:2":
            raise KeyboardInterrupt
        return turn(self, name, old, new)

    monkeypatch.setattr(SealedRows, "turn", killed)
    with pytest.raises(KeyboardInterrupt):
        both.vault.rotate()
    assert [both.timeon_key(str(number)) for number in range(4)] == ["s0", "s1", "s2", "s3"]
    monkeypatch.setattr(SealedRows, "turn", turn)
    assert both.vault.rotate().turned == 2
    assert [chain(NEW).timeon_key(str(number)) for number in range(4)] == ["s0", "s1", "s2", "s3"]


def test_a_key_that_changed_meanwhile_is_not_taken_back(office: str, chain) -> None:
    rows = chain(OLD).vault._envelopes
    old = OfficeKey(OLD).seal(NAME, "oud")
    rows.put(NAME, old)
    rows.put(NAME, OfficeKey(OLD).seal(NAME, "nieuw"))
    assert not rows.turn(NAME, old, OfficeKey(NEW).rewrap(NAME, old, OfficeKey(OLD)))
    assert chain(OLD).koppelsleutels("7f3a") == ["nieuw"]


def test_an_envelope_of_another_name_does_not_open(office: str, chain) -> None:
    chain(OLD).store("koppelsleutel:a", "van a")
    chain(OLD).store("koppelsleutel:b", "van b")
    with psycopg.connect(office.replace("kantoor@", "postgres@"), autocommit=True) as db:
        db.execute("UPDATE koppelbord.envelopes SET name = 'koppelsleutel:x' WHERE name = 'koppelsleutel:b'")
    with pytest.raises(LostKeyError):
        chain(OLD).koppelsleutels("x")
    assert chain(OLD).koppelsleutels("a") == ["van a"]


@pytest.mark.parametrize("text", ["geheime woorden", "PLANTED", "a" * 44, "AAAA"])
def test_an_office_key_that_is_none_is_refused_without_being_shown(chain, text: str) -> None:
    with pytest.raises(CredentialsError) as told:
        chain(text).store(NAME, "geheim")
    assert text not in str(told.value)
    assert told.value.__cause__ is None
