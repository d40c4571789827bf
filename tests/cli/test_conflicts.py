"""A field that changed on both sides: asked by command, answered once, written by the next run."""

import pytest

from core.sandbox.snelstart import acts as bookkeeper
from core.sandbox.timeon import acts as user


@pytest.fixture
def conflict(run, fresh_twin):
    """E-mail of one coupled klant, changed on both sides since they agreed; answers what SnelStart has of it now."""
    run("koppelingen", "add", "--review", "safe", "--start")
    rows = run("klanten", "list", "--json").data
    one = next(row for row in rows if row["state"] == "gekoppeld" and row["email"])
    sandbox = fresh_twin.running.sandbox
    user.edit_customer(sandbox.timeon, int(one["timeon_id"]), {"emailAddress": "een@voorbeeld.nl"})
    administratie = sandbox.snelstart.administraties[0]
    relatie = administratie.table("relaties")[one["snelstart_id"]]
    bookkeeper._book(sandbox.snelstart, administratie.id).change("relaties", relatie, email="twee@voorbeeld.nl")
    assert run("sync", "run", "--json").data["writes"] == 0
    return lambda: administratie.table("relaties")[one["snelstart_id"]]["email"]


def test_it_is_listed_decided_and_written(run, conflict) -> None:
    asked = run("sync", "conflicts", "--json")
    (one,) = asked.data
    assert (asked.code, one["timeon"], one["snelstart"]) == (3, "een@voorbeeld.nl", "twee@voorbeeld.nl")
    assert one["key"] in run("sync", "conflicts").out
    assert run("sync", "status", "--json").data["conflicts"] == 1
    assert run("sync", "resolve", one["key"], "timeon", "--json").data["open"] == 0
    assert run("sync", "run", "--json").data["writes"] == 1
    assert conflict() == "een@voorbeeld.nl"
    assert run("sync", "conflicts").code == 0


def test_an_unknown_one_and_an_unknown_answer_are_exit_2(run, conflict) -> None:
    (one,) = run("sync", "conflicts", "--json").data
    assert run("sync", "resolve", "1:2:naam", "timeon").code == 2
    assert "snelstart" in run("sync", "resolve", one["key"], "beide").err
