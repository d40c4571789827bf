"""The manual page is what the help makes of it, whole, and reads without a complaint."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_frame import every_command

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import keysheet  # noqa: E402 - as below
import manpage  # noqa: E402 - a script of ours, beside the packages


def test_it_is_up_to_date_and_names_every_command() -> None:
    assert manpage.PAGE.read_text("utf-8") == manpage.page(), "run tools/manpage.py"
    for words in every_command():
        assert f".SS koppelbord {' '.join(words)}" in manpage.page()


def test_the_sheet_of_keys_is_up_to_date() -> None:
    assert keysheet.SHEET.read_text("utf-8") == keysheet.sheet(), "run tools/manpage.py"


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff formats it")
def test_groff_has_nothing_to_say_about_it() -> None:
    command = ["groff", "-man", "-Tutf8", "-Kutf8", "-ww", str(manpage.PAGE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "koppelbord declaraties push" in done.stdout
