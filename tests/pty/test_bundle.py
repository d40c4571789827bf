"""A bundle tells of what is kept and not of who asked for it: two terminals, two languages, two clocks, one file."""

import json
import shutil
import sqlite3
import zipfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from core.clock import from_iso, iso

PLAIN = {"LANG": "C.UTF-8", "TZ": "Europe/Amsterdam"}
OTHER = {
    "TERM": "tmux-256color", "COLORTERM": "", "NO_COLOR": "1", "SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22",
    "TMUX": "/nowhere,1,0", "COLUMNS": "57", "LANG": "POSIX", "LC_ALL": "POSIX", "PYTHONIOENCODING": "latin-1",
    "TZ": "Asia/Tokyo", "XDG_RUNTIME_DIR": "/nowhere", "KOPPELBORD_LANG": "en", "KOPPELBORD_THEME": "licht",
}  # fmt: skip


@pytest.fixture
def late(coupled: str, terminal, tmp_path: Path) -> list[Path]:
    """Two homes of one state, whose koppeling did not run for a day; what the settings became was noted by its first visit."""
    one, other = tmp_path / "one", tmp_path / "somewhere" / "else"
    shutil.copytree(coupled, one)
    assert terminal("koppelingen", "list", KOPPELBORD_HOME=str(one)).end() == 0
    with closing(sqlite3.connect(one / "data" / "register.db")) as db, db:
        (last,) = db.execute("SELECT last_run_at FROM koppelingen").fetchone()
        db.execute("UPDATE koppelingen SET last_run_at = ?", (iso(from_iso(last) - timedelta(days=1)),))
    shutil.copytree(one, other)
    return [one, other]


def test_two_terminals_make_one_bundle_of_one_state(terminal, late: list[Path], tmp_path: Path) -> None:
    files = []
    for home, size, environment in (
        (late[0], (80, 24), PLAIN),
        (late[1], (57, 15), OTHER),
        (late[0], (200, 60), OTHER),
    ):
        files.append(tmp_path / f"{len(files)}.zip")
        asked = terminal(
            "support", "bundle", "--output", str(files[-1]), size=size, **environment, KOPPELBORD_HOME=str(home)
        )
        assert asked.end() == 0, asked.text
    members = [{name: whole.read(name) for name in whole.namelist()} for whole in map(zipfile.ZipFile, files)]
    assert [name for name in members[0] if any(one.get(name) != members[0][name] for one in members)] == []
    assert len({file.read_bytes() for file in files}) == 1
    seen = {check["name"]: check["detail"] for check in json.loads(members[0]["doctor.json"])}
    assert "liepen langer dan 60 minuten niet" in seen["runs"]
    assert not seen.keys() & {"encoding", "terminal", "size", "colours", "tmux", "disk", "units"}
