"""What nobody foresaw: the terminal is as it was, and one line says where the report is."""

import re
from pathlib import Path

from tests.pty.test_flow import ALTERNATE_SCREEN_OFF, CURSOR_ON

BREAKS = """
import sys
from screens.supporting import Supporting
from tui.cli import main

def breaks(self):
    raise RuntimeError("dit had niemand bedacht")

Supporting.action_doctor = breaks
sys.exit(main(sys.argv[1:]))
"""


def test_after_a_crash_the_terminal_is_whole_and_one_line_names_the_report(terminal):
    started = terminal("demo", "--klanten", "10", code=BREAKS)
    started.until("Er is nog geen koppeling")
    started.rest()
    started.child.send("c")
    assert started.end() == 1
    restored = started.raw.rindex(ALTERNATE_SCREEN_OFF)
    assert CURSOR_ON in started.raw[restored - 200 :]
    said = re.sub(rb"\x1b\[[?>=]?[\d;]*[a-zA-Z]", b"", started.raw[restored + len(ALTERNATE_SCREEN_OFF) :]).decode()
    lines = [line for line in said.replace("\r", "").split("\n") if line.strip()]
    assert len(lines) == 1, lines
    found = re.fullmatch(r"Er ging iets mis in koppelbord \(RuntimeError\)\. Het verslag staat in (/\S+)\.", lines[0])
    assert found, lines
    assert "dit had niemand bedacht" in Path(found[1]).read_text("utf-8")
