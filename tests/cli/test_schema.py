"""Every command that answers JSON has a schema, made from one table, and answers what it says."""

import json
from unittest.mock import patch

import click
import pytest

from core.store import journal
from tests.cli import promised
from tests.cli.test_frame import every_command
from tui.cli.answers import ANSWERS
from tui.cli.program import program


def answering() -> set[str]:
    """The commands that take `--json`."""
    found = set()
    context = click.Context(program)
    for words in every_command():
        command: click.Command | None = program
        for word in words:
            assert isinstance(command, click.Group)
            command = command.get_command(context, word)
        if command is not None and any("--json" in one.opts for one in command.params):
            found.add(" ".join(words))
    return found


def test_every_command_that_answers_json_has_a_schema_and_no_other() -> None:
    assert set(ANSWERS) == answering() | {"error"}


@pytest.mark.parametrize("command", ANSWERS)
def test_a_schema_is_one_and_says_what_each_object_is(run, command) -> None:
    found = json.loads(run("schema", *command.split()).out)
    assert found["title"] == f"koppelbord {command}"
    assert promised.validator(command)
    assert all(one["description"] for one in found.get("$defs", {}).values())


def test_an_answer_with_a_key_too_many_or_too_few_breaks_it() -> None:
    right = {"decided": 1}
    for wrong in ({}, {"decided": -1}, {**right, "more": 1}, [right]):
        assert promised.breaches(["match", "accept", "--json"], json.dumps(wrong), "")
    assert not promised.breaches(["match", "accept", "--json"], json.dumps(right), "")


def test_names_are_listed_and_an_unknown_one_gets_the_nearest(run) -> None:
    assert run("schema").out.splitlines() == list(ANSWERS)
    unknown = run("schema", "klanten", "lst")
    assert (unknown.code, unknown.out) == (2, "")
    assert "klanten list" in unknown.err


def test_the_answers_of_a_whole_flow_are_as_promised(run, fresh_twin, tmp_path) -> None:
    """`run` itself compares each with its schema."""
    seen = {
        command for command, *words in flow(run, fresh_twin, tmp_path) if run(*command.split(), *words, "--json").out
    }
    elsewhere = {
        "demo",
        "kantoor drain",
        "kantoor export",
        "kantoor grant",
        "kantoor import",
        "kantoor key",
        "kantoor migrate",
        "kantoor move",
        "kantoor push",
        "kantoor rotate",
        "kantoor seal",
        "kantoor status",
        "koppelingen link",
        "sync resolve",
        "sync watch",
        "support before",
        "support retry",
        "webhook serve",
    }  # need a world of their own: their own tests run them
    assert answering() - seen == elsewhere


def declaring(run, twin, folder):
    """From registraties to a credit."""
    yield "declaraties create", "--period", twin.last_month, "--all"
    first, last, middle, *_ = [one["id"] for one in run("declaraties", "list", "--json").data]
    for one in ("list", "follow"):
        yield (f"declaraties {one}",)
    for one in ("show", "preview", "evidence"):
        yield f"declaraties {one}", first
    yield "registraties omzet", "--held"
    yield ("artikelregels list",)
    code = run("producten", "list", "--json").data[0]["code"]
    yield "artikelregels add", "uren", code, "--woord", "bellen"
    yield "artikelregels remove", "1"
    yield "declaraties kostenplaats", "1"
    yield ("registraties locks",)
    yield "declaraties edit", first, "1", "--omschrijving", "Advies"
    yield "declaraties specification", first, "--output", str(folder / "spec.pdf")
    with patch.object(journal, "actor", lambda: "fatma"):
        yield "declaraties approve", first
    yield "declaraties delete", last
    yield "declaraties finalize", middle
    yield "declaraties push", "--all"
    yield "declaraties credit", first


def matching(run, folder):
    """The commands of the review."""
    rows = [row["key"] for row in run("match", "list", "--json").data if row["state"] == "spelling"]
    yield "match list", "--all"
    yield ("match simulate",)
    yield "match explain", rows[0]
    yield "match accept", rows[0]
    yield "match accept", "--state", "spelling", "--dry-run"
    yield ("match undo",)
    yield ("match redo",)
    yield "match reject", rows[0]
    yield "match ignore", rows[1]
    knot = next(row for row in run("match", "list", "--json").data if row["state"] == "knot")
    knots = [row for row in run("match", "list", "--json").data if row["state"] == "knot"]
    yield "match resolve", knots[1]["key"], f"{knots[1]['timeon'][0]['id']}={knots[1]['snelstart'][0]['id']}"
    yield "match couple", knot["timeon"][0]["id"], knot["snelstart"][0]["id"]
    yield "match export", str(folder / "beslissingen.csv")
    yield "match import", str(folder / "beslissingen.csv")
    yield ("match mends",)
    yield ("match producten",)
    lists = [folder / name for name in ("links.csv", "rechts.csv")]
    for one in lists:
        one.write_text("nummer;naam\n1;Jansen BV\n2;Smit BV\n3;Smit\n", "utf-8")
    yield "match files", *map(str, lists)


def flow(run, twin, folder):
    """Every command with its words, in an order that works; what a later one needs is looked up on the way."""
    yield ("koppelingen available",)
    yield "koppelingen add", "--review", "safe", "--start"
    for one in ("list", "show", "check", "permit", "pause", "resume"):
        yield (f"koppelingen {one}",)
    yield from matching(run, folder)
    for one in ("sync plan", "sync run", "sync status", "sync conflicts"):
        yield (one,)
    wrote = next(one["run"] for one in run("sync", "status", "--json").data["runs"] if one["writes"])
    yield "sync show", wrote
    yield "sync undo", wrote
    yield "sync watch", "--once"
    yield ("klanten list",)
    yield "klanten add", "--naam", "Bakkerij Jansen B.V.", "--dry-run"
    yield "klanten add", "--naam", "Bakkerij Jansen B.V."
    for one in (
        "producten list",
        "productgroepen list",
        "registraties list",
        "events list",
        "events verify",
        "events journals",
    ):
        yield (one,)
    hours = folder / "uren.csv"
    hours.write_text("Datum;Klant;Omschrijving;Uren;Facturabel\n5-10-2019;Wie is dit;Bellen;1,5;ja\n", "utf-8")
    yield "registraties import", str(hours), "--dry-run"
    yield from declaring(run, twin, folder)
    first = run("declaraties", "list", "--state", "openstaand", "--json").data[0]["id"]
    for one in ("board", "diagnose", "timeline"):
        yield (f"support {one}",)
    yield "support diff", "2001-01-01T00:00", "2100-01-01T00:00"
    yield "support record", f"declaratie:{first}"
    yield "support bundle", "--output", str(folder / "bundel.zip")
    yield "support open", str(folder / "bundel.zip"), "--into", str(folder / "bekijken")
    yield ("support explain",)
    yield "backup", str(folder / "back-up")
    yield "restore", str(folder / "back-up"), "--yes"
    for one in ("doctor", "config path", "config show", "config check", "config keys"):
        yield (one,)
    yield "config set", "theme", "licht"
    yield "koppelingen remove", "--yes"


@pytest.mark.parametrize(
    ("asked", "meant"),
    [("klantn", "klanten list"), ("synk", "sync plan"), ("sync statsu", "sync status"), ("doctr", "doctor")],
)
def test_of_a_group_that_was_mistyped_its_list_is_named(run, asked: str, meant: str) -> None:
    assert f"Bedoelde je {meant}?" in run("schema", *asked.split()).err
