"""A connection that breaks off: the program ends, also where no signal reaches it."""

import os

from tests.pty.terminal import CODE

WAITS = f"""
import os, signal, subprocess, sys

signal.signal(signal.SIGHUP, signal.SIG_IGN)
ended = subprocess.run([sys.executable, "-c", {CODE!r}, *sys.argv[1:]], restore_signals=True)
with open(os.environ["TOLD"], "w") as told:
    told.write(str(ended.returncode))
"""
"""As make does: the one that the terminal's end is told to goes on waiting for the program."""


def test_the_program_ends_with_its_terminal(terminal, tmp_path):
    told = tmp_path / "told"
    os.mkfifo(told)
    started = terminal("demo", "--klanten", "10", code=WAITS, TOLD=str(told))
    started.until("Er is nog geen koppeling")
    started.child.ptyproc.fileobj.close()
    assert told.read_text() == "129"
