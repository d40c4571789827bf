import json
import os
import stat
import time

import pytest

from core.credentials import Credentials
from core.credentials.file import SecretFile
from core.credentials.ring import Ring
from core.errors import CredentialsError, DiskFullError, MissingError

from . import backends
from .conftest import NULL

NAME = "koppelsleutel:adm-1"


def backend(name):
    return {"PYTHON_KEYRING_BACKEND": f"{backends.__name__}.{name}"}


@pytest.fixture(autouse=True)
def _empty_ring():
    backends.Good.held.clear()


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_a_keyring_that_keeps_is_used(paths):
    assert Credentials(paths, backend("Good")).store(NAME, " een\n", allow_file=True) == "keyring"
    assert Credentials(paths, backend("Good")).koppelsleutels("adm-1") == ["een"]
    assert not paths.secrets.exists()


def test_a_key_of_another_administratie_is_not_offered(paths):
    Credentials(paths, backend("Good")).store(NAME, "een")
    with pytest.raises(MissingError):
        Credentials(paths, backend("Good")).koppelsleutels("adm-2")


def test_time_on_keys_are_kept_an_administration_and_in_general(paths):
    keys = Credentials(paths, backend("Good"))
    keys.store("timeon", "algemeen")
    keys.store("timeon:1207", "eigen")
    again = Credentials(paths, backend("Good"))
    assert (again.timeon_key(), again.timeon_key("1207"), again.timeon_key("9")) == ("algemeen", "eigen", "algemeen")


@pytest.mark.parametrize("name", ["Broken", "Forgetful", "Locked"])
def test_a_keyring_that_does_not_keep_gives_way(paths, name):
    keys = Credentials(paths, backend(name))
    keys._ring._bound = 0.05
    assert keys.store(NAME, "een") == "geheugen"
    assert not paths.secrets.exists()
    assert keys.koppelsleutels("adm-1") == ["een"]
    assert keys.store(NAME, "twee", allow_file=True) == "bestand"
    assert Credentials(paths, NULL).koppelsleutels("adm-1") == ["twee"]


def test_the_null_keyring_and_an_unknown_one_give_way_too(paths):
    assert Credentials(paths, NULL).store(NAME, "een") == "geheugen"
    assert Credentials(paths, {"PYTHON_KEYRING_BACKEND": "nowhere.Keyring"}).store(NAME, "een") == "geheugen"


def test_a_locked_keyring_is_waited_for_once_and_told():
    ring = Ring(backend("Locked"), bound=0.05)
    begun = time.perf_counter()
    assert [ring.find(NAME) for _ in range(20)] == [""] * 20
    assert time.perf_counter() - begun < 0.5
    report = ring.report()
    assert not report.available
    assert "antwoordt niet" in str(report.note)


def test_a_broken_keyring_is_told_by_kind_and_not_by_words():
    ring = Ring(backend("Broken"))
    assert ring.find(NAME) == ""
    ring.keep(NAME, "s3cr3t")
    assert "NoKeyringError" in str(ring._note)
    assert "s3cr3t" not in str(ring._note)


def test_a_good_keyring_reports_itself():
    ring = Ring(backend("Good"))
    ring.keep(NAME, "een")
    report = ring.report()
    assert (report.available, report.in_use) == (True, True)
    assert str(report.note).endswith("Good")


def test_the_file_is_made_for_its_owner_alone(paths):
    Credentials(paths, NULL).store(NAME, "een", allow_file=True)
    assert mode(paths.secrets) == 0o600
    assert mode(paths.secrets.parent) == 0o700
    assert list(paths.config.iterdir()) == [paths.secrets]


def test_memory_only_leaves_no_trace(paths):
    keys = Credentials(paths, backend("Good"), memory_only=True)
    assert keys.store(NAME, "een", allow_file=True) == "geheugen"
    assert keys.koppelsleutels("adm-1") == keys.koppelsleutels() == ["een"]
    assert not paths.config.exists()
    assert backends.Good.held == {}
    assert [report.name for report in keys.sources()] == ["geheugen", "omgeving", "systemd"]


def test_forgetting_reaches_every_place(paths):
    keys = Credentials(paths, NULL)
    keys.store(NAME, "een", allow_file=True)
    keys.store("timeon", "twee", allow_file=True)
    keys.forget(NAME)
    assert list(json.loads(paths.secrets.read_text())) == ["timeon"]
    keys.forget("timeon")
    assert not paths.secrets.exists()
    keys.forget("timeon")
    Credentials(paths, backend("Good")).store(NAME, "een")
    Credentials(paths, backend("Good")).forget(NAME)
    assert backends.Good.held == {}
    with pytest.raises(MissingError):
        keys.koppelsleutels("adm-1")


def test_all_koppelsleutels_in_the_file_are_candidates(paths):
    keys = Credentials(paths, NULL)
    keys.store(NAME, "een", allow_file=True)
    keys.store("koppelsleutel:adm-2", "twee", allow_file=True)
    keys.store("timeon", "drie", allow_file=True)
    assert Credentials(paths, NULL).koppelsleutels() == ["een", "twee"]


def test_a_mode_that_is_too_wide_is_mended_with_a_word(paths):
    file = SecretFile(paths.secrets)
    file.keep(NAME, "een")
    paths.secrets.chmod(0o644)
    again = SecretFile(paths.secrets)
    assert again.find(NAME) == "een"
    assert mode(paths.secrets) == 0o600
    assert "hersteld" in str(again.report().note)


def test_a_link_is_refused_and_not_followed(paths, tmp_path):
    target = tmp_path / "elsewhere"
    target.write_text('{"timeon": "s3cr3t"}')
    paths.config.mkdir()
    paths.secrets.symlink_to(target)
    keys = Credentials(paths, NULL)
    for attempt in (keys.timeon_key, lambda: keys.store("timeon", "x", allow_file=True), lambda: keys.forget("timeon")):
        with pytest.raises(CredentialsError) as caught:
            attempt()
        assert "verwijzing" in str(caught.value)
        keys._memory.clear()
    assert target.read_text() == '{"timeon": "s3cr3t"}'
    assert paths.secrets.is_symlink()
    assert not keys.sources()[-1].available


def test_the_file_of_another_is_refused(paths, monkeypatch):
    SecretFile(paths.secrets).keep(NAME, "een")
    owner = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    with pytest.raises(CredentialsError) as caught:
        Credentials(paths, NULL).koppelsleutels("adm-1")
    assert "van een ander" in str(caught.value)


def test_a_pipe_in_its_place_is_refused_and_does_not_block(paths):
    paths.config.mkdir()
    os.mkfifo(paths.secrets, 0o600)
    with pytest.raises(CredentialsError):
        Credentials(paths, NULL).timeon_key()


@pytest.mark.parametrize("content", ["", "[]", '{"timeon": 5}', '{"timeon": "s3cr3t"', "s3cr3t", "[" * 100_000])
def test_a_file_that_is_not_ours_is_refused_without_showing_it(paths, content):
    paths.config.mkdir()
    paths.secrets.write_text(content)
    paths.secrets.chmod(0o600)
    with pytest.raises(CredentialsError) as caught:
        Credentials(paths, NULL).timeon_key()
    assert "s3cr3t" not in f"{caught.value}{caught.value!r}{caught.value.__cause__}"
    assert paths.secrets.read_text() == content


def test_a_bad_file_does_not_stand_in_the_way_of_a_key_that_was_given(paths):
    paths.config.mkdir()
    paths.secrets.write_text("kapot")
    assert Credentials(paths, NULL | {"KOPPELBORD_TIMEON_KEY": "tim"}).timeon_key() == "tim"


def test_a_folder_that_can_not_be_made_is_told(paths):
    paths.config.write_text("a file where the folder should be")
    with pytest.raises(CredentialsError) as caught:
        SecretFile(paths.secrets).keep(NAME, "s3cr3t")
    assert "s3cr3t" not in str(caught.value)


def test_a_save_that_fails_leaves_the_old_file_and_no_rest(paths, monkeypatch):
    file = SecretFile(paths.secrets)
    file.keep(NAME, "een")

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFullError):
        file.keep("timeon", "twee")
    monkeypatch.undo()
    assert file.names() == [NAME]
    assert list(paths.config.iterdir()) == [paths.secrets]
