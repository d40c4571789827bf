"""`koppelbord doctor`: works without anything, and says which side refuses which key."""


def checks(result) -> dict[str, str]:
    return {one["name"]: one["state"] for one in result.data["checks"]}


def test_on_an_empty_home_it_warns_and_fails_nothing(run) -> None:
    result = run("doctor", "--json")
    assert (result.code, result.data["ok"]) == (0, True)
    found = checks(result)
    assert found["versions"] == found["register"] == "ok"
    assert found["koppelsleutel"] == found["timeon_key"] == "warn"
    assert found["terminal"] == "unknown"


def test_in_words_each_check_is_a_line_and_what_to_do_is_below_it(run) -> None:
    out = run("doctor").out
    assert out.startswith("+ ")
    assert "KOPPELBORD_TIMEON_KEY" in out


def test_online_everything_is_in_order(run, twin) -> None:
    result = run("doctor", "--online", "--json")
    assert (result.code, result.data["ok"]) == (0, True), result.out
    found = checks(result)
    assert {found[name] for name in ("timeon", "subscription_key", "koppelsleutel", "clock", "scopes", "coupled")} == {
        "ok"
    }
    for key in (*twin.keys, twin.facts["timeon_key"], twin.facts["subscription_key"]):
        assert key not in result.out


def test_the_subscription_key_and_the_koppelsleutel_are_told_apart(run, twin, monkeypatch) -> None:
    monkeypatch.setenv("KOPPELBORD_SNELSTART_SUBSCRIPTION_KEY", "verkeerd")
    result = run("doctor", "--online", "--json")
    wrong = [one["name"] for one in result.data["checks"] if one["state"] == "fail"]
    assert result.code == 4
    assert wrong[0] == "subscription_key"
    assert "koppelsleutel" not in wrong


def test_a_register_that_is_no_database_is_exit_1(run, home) -> None:
    (home / "data").mkdir()
    (home / "data" / "register.db").write_bytes(b"rommel" * 1000)
    result = run("doctor", "--json")
    assert result.code == 1
    assert checks(result)["register"] == "fail"
