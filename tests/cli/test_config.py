"""The settings by command: where they are, what they are, whether they are right."""

import pytest


def test_path_names_the_folders_of_this_home(run, home) -> None:
    found = run("config", "path", "--json").data
    assert all(path.startswith(str(home)) for path in found.values())
    assert found["config"] in run("config", "path").out


def test_show_says_where_each_value_comes_from(run, home, monkeypatch) -> None:
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text('payment_days = 30\nhours_rule = "quarter"\n', "utf-8")
    monkeypatch.setenv("KOPPELBORD_SETTLE", "60")
    found = {one["setting"]: one for one in run("config", "show", "--json").data}
    assert found["payment_days"] == {
        "setting": "payment_days",
        "value": 30,
        "source": str(home / "config" / "config.toml"),
    }
    assert (found["settle_seconds"]["value"], found["settle_seconds"]["source"]) == (60, "KOPPELBORD_SETTLE")
    assert found["page"]["source"] == "standaard"
    assert "quarter" in run("config", "show").out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("payment_day = 30", "payment_days"),
        ("payment_days = 1000", "payment_days"),
        ("payment_days = 'veel'", "payment_days"),
        ("timeon_url = 'http://ergens.example'", "https"),
        ("dit is geen toml", "config.toml"),
    ],
)
def test_check_names_what_is_wrong(run, home, text, told) -> None:
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text(text, "utf-8")
    result = run("config", "check")
    assert (result.code, result.out) == (2, "")
    assert told in result.err


def test_check_is_content_without_a_file(run) -> None:
    assert run("config", "check", "--json").data["exists"] is False
    assert run("config", "check").code == 0


def test_a_wrong_variable_is_named(run, monkeypatch) -> None:
    monkeypatch.setenv("KOPPELBORD_SETTLE", "straks")
    assert "KOPPELBORD_SETTLE" in run("koppelingen", "list").err


def test_the_help_speaks_the_language_of_the_settings_file(run, home):
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text('language = "en"\n')
    assert "Usage: koppelbord" in run("--help").out


def test_check_names_keys_that_clash_and_both_their_actions(run, home) -> None:
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text('[keys]\n"review.redo" = "a"\n', "utf-8")
    answer = run("config", "check")
    assert answer.code == 2
    assert "review.redo" in answer.err
    assert "review.accept" in answer.err


def test_set_keeps_a_setting_and_leaves_the_rest(run, home) -> None:
    (home / "config").mkdir()
    path = home / "config" / "config.toml"
    path.write_text("# van ons\nsync_minutes = 15\n", "utf-8")
    assert run("config", "set", "payment_days", "30", "--json").data["value"] == 30
    assert path.read_text("utf-8") == '# van ons\nsync_minutes = 15\npayment_days = "30"\n'
    found = {one["setting"]: one["value"] for one in run("config", "show", "--json").data}
    assert (found["payment_days"], found["sync_minutes"]) == (30, 15)


@pytest.mark.parametrize(
    ("words", "told"),
    [(("thema", "licht"), "theme"), (("theme", "paars"), "contrast"), (("keys", "review.redo=a"), "review.accept")],
)
def test_set_refuses_what_can_not_be(run, home, words, told) -> None:
    answer = run("config", "set", *words)
    assert answer.code == 2
    assert told in answer.err
    assert not (home / "config").exists()


def test_set_writes_nothing_when_only_looking(run, home) -> None:
    assert run("config", "set", "theme", "licht", "--read-only").code == 2
    assert not (home / "config").exists()


def test_keys_lists_every_action_with_its_own_keys(run, home, monkeypatch) -> None:
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text('keys = "review.accept=f5"\n', "utf-8")
    found = {one["action"]: one for one in run("config", "keys", "--json").data}
    assert found["review.accept"]["keys"] == "f5"
    assert found["tabel.down"]["keys"] == "↓"
    assert found["declaraties.push"]["writes"] is True
