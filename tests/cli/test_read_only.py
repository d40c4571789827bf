"""`--read-only`: every command that writes says that it does not, and nothing changed anywhere."""

import hashlib

import pytest

SAID = "Alleen lezen: hier verandert niets."
WRITING = (
    "koppelingen remove --yes",
    "koppelingen pause",
    "koppelingen resume",
    "koppelingen permit --none",
    "match undo",
    "sync run",
    "sync watch --once",
    "klanten add --naam Nieuw",
    "declaraties create --all --period {month}",
    "declaraties push --all",
    "declaraties follow",
    "restore {home} --yes",
)
READING = (
    "koppelingen list",
    "koppelingen show",
    "koppelingen available",
    "match list",
    "match simulate",
    "sync status",
    "klanten list",
    "registraties list",
    "declaraties list",
    "events list",
    "events verify",
    "config show",
    "support diagnose",
)


def contents(home):
    """A digest of all that is decided; SQLite's own companions and lock files say nothing."""
    found = {}
    for path in sorted(home.rglob("*.db")):
        import sqlite3

        with sqlite3.connect(path) as db:
            found[path.name] = hashlib.sha256("\n".join(db.iterdump()).encode()).hexdigest()
    return found


@pytest.mark.parametrize("words", WRITING)
def test_a_command_that_writes_is_refused(run, twin, home, words):
    before, orders = contents(home), twin.orders()
    answer = run(*words.format(month=twin.last_month, home=home).split(), "--read-only")
    assert SAID in answer.err, answer.err
    assert answer.code == 2
    assert contents(home) == before
    assert twin.orders() == orders


@pytest.mark.parametrize("words", READING)
def test_a_command_that_reads_answers_as_ever(run, twin, home, words):
    before = contents(home)
    answer = run("--read-only", *words.split())
    assert SAID not in answer.err
    assert answer.code in (0, 3), answer.err
    assert contents(home) == before


def test_the_setting_does_the_same(run, twin, monkeypatch):
    monkeypatch.setenv("KOPPELBORD_READ_ONLY", "1")
    assert SAID in run("koppelingen", "pause").err


def test_it_is_over_with_the_command(run, twin):
    assert run("koppelingen", "pause", "--read-only").code == 2
    assert run("koppelingen", "pause").code == 0
