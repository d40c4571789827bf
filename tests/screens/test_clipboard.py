import base64
import stat
from pathlib import Path

from tui import clipboard


async def test_outside_tmux_the_terminal_itself_gets_it():
    written = []
    where = await clipboard.copy("Café 't Hoekje", written.append, {})
    assert where == "op het klembord van de terminal"
    data = base64.b64encode("Café 't Hoekje".encode()).decode()
    assert written == [f"\x1b]52;c;{data}\a"]


async def test_what_is_too_large_goes_to_a_file_of_ones_own(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    written = []
    where = await clipboard.copy("x" * 80_000, written.append, {})
    file = Path(where.removeprefix("in "))
    assert file.read_text("utf-8") == "x" * 80_000
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert written == []


async def test_in_tmux_its_buffer(tmp_path, monkeypatch):
    got = tmp_path / "got"
    fake = tmp_path / "tmux"
    fake.write_text(f'#!/bin/sh\n[ "$1 $2 $3" = "load-buffer -w -" ] && cat > {got}\n')
    fake.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert await clipboard.copy("rij", lambda _: None, {"TMUX": "/tmp/x,1,0"}) == "in de buffer van tmux"
    assert got.read_text() == "rij"


async def test_a_tmux_that_refuses_leaves_it_to_the_terminal(tmp_path, monkeypatch):
    fake = tmp_path / "tmux"
    fake.write_text("#!/bin/sh\nexit 1\n")
    fake.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    written = []
    assert await clipboard.copy("rij", written.append, {"TMUX": "x"}) == "op het klembord van de terminal"
    assert len(written) == 1
