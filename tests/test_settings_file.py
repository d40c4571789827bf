"""One line of the settings file changes and everything else stays, or nothing does."""

import stat
import tomllib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import StorageError, UsageError
from core.settings_file import language, put

FILE = """# van ons kantoor
theme = "donker"   # zoals altijd
sync_minutes = 15

[keys]
"review.accept" = "f5"
theme = "x"
"""


def test_a_key_that_is_there_changes_in_its_place(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text(FILE)
    put(path, "theme", "licht")
    assert path.read_text() == FILE.replace('theme = "donker"   # zoals altijd', 'theme = "licht"')


def test_a_new_key_comes_above_the_first_table(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text(FILE)
    put(path, "mouse", False)
    assert tomllib.loads(path.read_text()) == {**tomllib.loads(FILE), "mouse": False}
    assert path.read_text().startswith("# van ons kantoor\n")


def test_a_file_that_is_not_there_is_made_for_its_owner_alone(tmp_path):
    path = tmp_path / "home" / "config.toml"
    put(path, "language", "en")
    assert path.read_text() == 'language = "en"\n'
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("text", ['theme = """\nmouse = true\n"""\n', "theme = [\n", 'mouse = """\nx"""\n'])
def test_what_is_not_surely_right_is_left_alone(tmp_path, text):
    path = tmp_path / "config.toml"
    path.write_text(text)
    with pytest.raises(UsageError):
        put(path, "mouse", True)
    assert path.read_text() == text
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_can_not_be_made_is_told(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StorageError):
        put(tmp_path / "file" / "config.toml", "mouse", True)


NAMES = st.sampled_from(["theme", "mouse", "preset", "language", "sync_minutes"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(NAMES, st.integers(0, 99)), NAMES, st.sampled_from(["licht", "a b", True, False]))
def test_whatever_stands_there_only_that_key_changes(tmp_path_factory, before, key, value):
    path = tmp_path_factory.mktemp("one") / "config.toml"
    path.write_text("".join(f"{name} = {number}\n" for name, number in before.items()))
    put(path, key, value)
    assert tomllib.loads(path.read_text()) == {**before, key: value}


@pytest.mark.parametrize(
    ("text", "found"), [('language = "en"\n', "en"), ("language='nl'", "nl"), ("# language", ""), ("[a]\nx=1", "")]
)
def test_the_language_is_seen_without_reading_the_rest(tmp_path, text, found):
    path = tmp_path / "config.toml"
    path.write_text(text)
    assert language(path) == found


def test_without_a_file_there_is_no_language(tmp_path):
    assert language(tmp_path / "nothing.toml") == ""
