"""Koppelen by command: the documented answer, going on after an interruption, one to one."""


def test_an_empty_home_has_an_empty_list(run) -> None:
    result = run("koppelingen", "list", "--json")
    assert (result.code, result.data) == (0, [])


def test_add_stops_at_the_review_and_writes_nothing(run, fresh_twin) -> None:
    before = len(fresh_twin.running.sandbox.timeon.customers)
    result = run("koppelingen", "add", "--json")
    assert result.code == 3
    assert set(result.data) == {"koppeling", "state", "paired", "review", "created"}
    assert (result.data["state"], result.data["created"]) == ("review", 0)
    assert len(fresh_twin.running.sandbox.timeon.customers) == before


def test_ask_stops_at_the_review_even_with_start(run, fresh_twin) -> None:
    assert run("koppelingen", "add", "--start", "--json").data["state"] == "review"


def test_asked_again_it_goes_on_where_it_was(run, fresh_twin) -> None:
    first = run("koppelingen", "add", "--json").data
    second = run("koppelingen", "add", "--review", "safe", "--start", "--json")
    assert second.code == 3
    assert second.data["koppeling"] == first["koppeling"]
    assert second.data["state"] == "actief"
    assert second.data["created"] > 0
    assert second.data["review"] < first["review"]
    assert run("koppelingen", "add", "--json").data == second.data


def test_when_nobody_waits_any_more_it_is_exit_0(run, fresh_twin) -> None:
    assert run("koppelingen", "add").code == 3
    for row in run("match", "list", "--json").data:
        if row["state"] == "knot":
            assert run("match", "couple", row["timeon"][0]["id"], row["snelstart"][0]["id"]).code == 0
    waiting = [row["key"] for row in run("match", "list", "--json").data]
    assert run("match", "ignore", *waiting, "--json").data == {"decided": len(waiting)}
    for _ in range(2):
        result = run("koppelingen", "add", "--start", "--json")
        assert result.code == 0
        assert (result.data["state"], result.data["review"], result.data["created"]) == ("actief", 0, 0)


def test_several_keys_ask_for_a_choice_and_a_foreign_id_is_refused(run, fresh_twin, monkeypatch) -> None:
    monkeypatch.setenv("KOPPELBORD_SNELSTART_KOPPELSLEUTEL", "\n".join(fresh_twin.keys))
    undecided = run("koppelingen", "add", "--json")
    assert undecided.code == 2
    assert all(id_ in undecided.error["detail"] for id_ in fresh_twin.ids)
    assert run("koppelingen", "add", "--administratie", "onbekend").code == 2
    assert run("koppelingen", "add", "--administratie", fresh_twin.ids[1], "--json").data["state"] == "review"


def test_available_tells_who_is_coupled_already(run, twin, monkeypatch) -> None:
    monkeypatch.setenv("KOPPELBORD_SNELSTART_KOPPELSLEUTEL", "\n".join(twin.keys))
    found = {one["id"]: one["coupled_to"] for one in run("koppelingen", "available", "--json").data}
    assert bool(found[twin.ids[0]]), found
    assert not found[twin.ids[1]]


def test_an_administration_is_never_coupled_to_a_second(run, twin, monkeypatch) -> None:
    monkeypatch.setenv("KOPPELBORD_SNELSTART_KOPPELSLEUTEL", "\n".join(twin.keys))
    result = run("koppelingen", "add", "--administratie", twin.ids[1], "--json")
    assert (result.code, result.error["error"]) == (3, "AlreadyCoupled")


def test_list_and_show_agree(run, twin) -> None:
    (listed,) = run("koppelingen", "list", "--json").data
    shown = run("koppelingen", "show", "--json").data
    assert listed == shown
    assert shown["state"] == "actief"
    assert run("koppelingen", "list").out.splitlines()[1].startswith(listed["koppeling"])


def test_check_asks_both_sides(run, twin) -> None:
    found = run("koppelingen", "check", "--json").data
    assert found["timeon"] == twin.facts["administraties"][0]["naam"]
    assert found["scopes"]


def test_remove_asks_first_and_keeps_the_history(run, twin) -> None:
    refused = run("koppelingen", "remove")
    assert refused.code == 3
    assert "--yes" in refused.err
    gone = run("koppelingen", "remove", "--yes", "--json")
    assert (gone.code, gone.data["state"]) == (0, "ontkoppeld")
    (listed,) = run("koppelingen", "list", "--json").data
    assert listed["state"] == "ontkoppeld"
    assert run("klanten", "list").code == 2
    assert run("events", "verify", "--koppeling", listed["koppeling"]).code == 0


def test_remove_says_what_stays_in_snelstart(run, twin) -> None:
    gone = run("koppelingen", "remove", "--yes")
    assert gone.code == 0
    assert (
        "In SnelStart blijven de relaties, 0 verkooporders en facturen van hier, en de koppelsleutel zelf" in gone.out
    )
