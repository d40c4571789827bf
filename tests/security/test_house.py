"""A home is its owner's alone: too wide is mended with a word, a link or somebody else's is refused."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import StorageError
from core.store.database import connect
from core.store.house import prepare, tidy
from core.store.schema_koppeling import KOPPELING
from tests.security.users import ALICE, BOB, CAROL, OFFICE, as_user, needs_root


def look(path: Path) -> bytes:
    """The first bytes of a file."""
    return path.read_bytes()[:6]


def make(path: Path) -> str:
    """A koppeling's file, made or opened."""
    connect(path, KOPPELING).close()
    return "made"


def put_in_order(folder: Path) -> str:
    """What was mended."""
    return str([str(word) for word in tidy([folder])])


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_we_make_is_ours_alone_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        prepare(tmp_path / "home" / "data" / "register.db")
    finally:
        os.umask(before)
    made = [tmp_path / "home", tmp_path / "home" / "data", tmp_path / "home" / "data" / "register.db"]
    assert [mode(one) for one in made] == [0o700, 0o700, 0o600]


def test_a_home_in_order_is_left_as_it_is(tmp_path: Path) -> None:
    prepare(tmp_path / "data" / "register.db")
    assert tidy([tmp_path / "data", tmp_path / "nowhere"]) == []


def test_a_folder_that_stood_open_is_mended_with_all_in_it_and_said(tmp_path: Path) -> None:
    data = tmp_path / "data"
    prepare(data / "register.db")
    prepare(data / "koppelingen" / "bakker.db")
    data.chmod(0o755)
    (data / "register.db").chmod(0o644)
    words = [str(word) for word in tidy([data])]
    assert (mode(data), mode(data / "register.db")) == (0o700, 0o600)
    assert len(words) == 2
    assert all("hersteld" in word for word in words)
    assert tidy([data]) == []


def test_a_file_that_stood_open_is_mended_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "data" / "register.db"
    prepare(path)
    path.chmod(0o644)
    prepare(path)
    assert mode(path) == 0o600


def test_a_link_is_refused_and_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "data").symlink_to(elsewhere)
    with pytest.raises(StorageError, match="verwijzing"):
        tidy([tmp_path / "data"])
    (tmp_path / "a.db").symlink_to(tmp_path / "b.db")
    with pytest.raises(StorageError, match="verwijzing"):
        prepare(tmp_path / "a.db")
    assert not (tmp_path / "b.db").exists()


def test_a_file_in_the_way_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in de weg")
    with pytest.raises(StorageError, match="geen map"):
        tidy([tmp_path / "data"])


@pytest.fixture
def ground() -> Iterator[Path]:
    """A folder that other users can walk into."""
    path = Path(tempfile.mkdtemp(prefix="koppelbord-users-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def alices(ground: Path) -> Path:
    """The data of Alice, made by Alice."""
    home = ground / "alice"
    home.mkdir()
    os.chown(home, ALICE, ALICE)
    assert as_user(ALICE, make, home / "data" / "bakker.db", umask=0) == "made"
    return home / "data"


@needs_root
def test_another_user_can_not_read_a_koppeling(alices: Path) -> None:
    assert as_user(ALICE, look, alices / "bakker.db") == "b'SQLite'"
    assert "PermissionError" in as_user(BOB, look, alices / "bakker.db")


@needs_root
def test_a_home_of_somebody_else_is_refused(alices: Path) -> None:
    alices.chmod(0o777)
    assert "van een ander" in as_user(BOB, put_in_order, alices)
    with pytest.raises(StorageError, match="ander"):
        tidy([alices])


@needs_root
def test_a_file_that_another_planted_is_refused(alices: Path) -> None:
    planted = alices / "planted.db"
    planted.touch()
    os.chown(planted, BOB, BOB)
    planted.chmod(0o666)
    assert "van een ander" in as_user(ALICE, make, planted)


@needs_root
def test_a_home_that_an_administrator_shared_serves_a_group_and_nobody_else(ground: Path) -> None:
    data = ground / "kantoor"
    data.mkdir()
    os.chown(data, ALICE, OFFICE)
    data.chmod(0o2770)
    path = data / "bakker.db"
    assert as_user(ALICE, make, path, group=OFFICE, umask=0o007) == "made"
    assert as_user(BOB, make, path, group=OFFICE, umask=0o007) == "made"
    assert as_user(BOB, put_in_order, data, group=OFFICE) == "[]"
    assert "PermissionError" in as_user(CAROL, look, path)
