"""Folders, disk and settings, as doctor sees them; nothing is changed by looking."""

import os
import stat

import pytest

from core.config import find_paths
from core.support.check import CheckState
from core.support.home import home as look


@pytest.fixture
def checks(home):
    def run():
        return list(look(find_paths(os.environ), os.environ))

    return run


def state(found, name):
    return next(check for check in found if check.name == name).state


def test_an_empty_home_is_in_order_and_stays_empty(home, checks) -> None:
    assert {check.state for check in checks()} == {CheckState.OK}
    assert list(home.iterdir()) == []


def test_a_folder_open_to_others_is_a_warning_and_is_not_mended(home, checks) -> None:
    (home / "data").mkdir(mode=0o755)
    (home / "data").chmod(0o755)
    assert state(checks(), "folder") is CheckState.WARN
    assert stat.S_IMODE((home / "data").stat().st_mode) == 0o755


def test_a_file_or_a_link_in_the_place_of_a_folder_fails(home, checks) -> None:
    (home / "data").write_text("x")
    assert state(checks(), "folder") is CheckState.FAIL
    (home / "data").unlink()
    (home / "data").symlink_to(home)
    assert state(checks(), "folder") is CheckState.FAIL


def test_a_folder_of_another_fails(home, checks, monkeypatch) -> None:
    (home / "data").mkdir(mode=0o700)
    monkeypatch.setattr("os.geteuid", lambda: os.getuid() + 1)
    assert state(checks(), "folder") is CheckState.FAIL


@pytest.mark.parametrize(
    ("free", "expected"), [(10, CheckState.FAIL), (100 * 1024 * 1024, CheckState.WARN), (10**12, CheckState.OK)]
)
def test_room_on_the_disk_is_judged(checks, monkeypatch, free, expected) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _path: type("Usage", (), {"free": free}))
    assert state(checks(), "disk") is expected


def test_settings_that_are_wrong_fail_with_their_own_words(home, checks) -> None:
    (home / "config").mkdir(mode=0o700)
    (home / "config" / "config.toml").write_text("payment_day = 3", "utf-8")
    found = next(check for check in checks() if check.name == "settings")
    assert found.state is CheckState.FAIL
    assert "payment_days" in str(found.advice)
