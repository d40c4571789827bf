"""What goes wrong outside: each a clear sentence, the right exit code, nothing lost."""

import errno
import socket
import sqlite3
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from core.errors import DiskFullError
from core.sandbox.snelstart.koppelsleutels import revoke
from core.store.database import Database


def test_a_wrong_koppelsleutel_and_a_wrong_subscription_key_are_told_apart(run, fresh_twin, monkeypatch) -> None:
    monkeypatch.setenv("KOPPELBORD_SNELSTART_KOPPELSLEUTEL", "bestaat-niet")
    wrong = run("koppelingen", "add", "--json")
    assert (wrong.code, wrong.out, wrong.error["error"]) == (4, "", "Koppelsleutel")
    monkeypatch.setenv("KOPPELBORD_SNELSTART_KOPPELSLEUTEL", fresh_twin.keys[0])
    monkeypatch.setenv("KOPPELBORD_SNELSTART_SUBSCRIPTION_KEY", "ook-niet")
    wrong = run("koppelingen", "add", "--json")
    assert (wrong.code, wrong.error["error"]) == (4, "SubscriptionKey")
    assert "bestaat-niet" not in wrong.err
    assert "ook-niet" not in wrong.err


def test_a_revoked_koppelsleutel_stops_the_sync_and_keeps_what_was_read(run, fresh_twin) -> None:
    run("koppelingen", "add")
    before = run("klanten", "list", "--json").data
    revoke(fresh_twin.running.sandbox.snelstart, fresh_twin.keys[0])
    result = run("sync", "run", "--json")
    assert (result.code, result.error["error"]) == (4, "Koppelsleutel")
    assert run("klanten", "list", "--json").data == before


def test_a_refused_time_on_key_says_so(run, fresh_twin, monkeypatch) -> None:
    monkeypatch.setenv("KOPPELBORD_TIMEON_KEY", "verlopen")
    result = run("koppelingen", "add", "--json")
    assert (result.code, result.error["error"]) == (4, "TimeOnKey")


@pytest.mark.parametrize(
    "name", ["KOPPELBORD_TIMEON_KEY", "KOPPELBORD_SNELSTART_KOPPELSLEUTEL", "KOPPELBORD_SNELSTART_SUBSCRIPTION_KEY"]
)
def test_a_missing_key_names_its_variable(run, fresh_twin, monkeypatch, name) -> None:
    monkeypatch.delenv(name)
    result = run("koppelingen", "add", "--json")
    assert (result.code, result.error["error"]) == (4, "Missing")
    assert name in result.error["advice"]


class Html(BaseHTTPRequestHandler):
    """A proxy that answers everything with its own page."""

    def do_POST(self) -> None:
        body = b"<html><body>Onderhoud</body></html>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        self.do_POST()

    def log_message(self, *_words: object) -> None:
        """Be quiet."""


def test_a_service_that_is_down_is_unreachable_and_the_cache_still_answers(run, twin, monkeypatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    monkeypatch.setattr("core.http.client.ATTEMPTS", 1)
    monkeypatch.setenv("KOPPELBORD_TIMEON_URL", f"http://127.0.0.1:{port}")
    result = run("sync", "run", "--json")
    assert (result.code, result.error["error"]) == (5, "Unreachable")
    assert run("klanten", "list", "--json").data


def test_html_instead_of_an_answer_is_unreachable(run, fresh_twin, monkeypatch) -> None:
    server = HTTPServer(("127.0.0.1", 0), Html)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        monkeypatch.setenv("KOPPELBORD_TIMEON_URL", f"http://127.0.0.1:{server.server_port}")
        result = run("koppelingen", "add", "--json")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert (result.code, result.error["error"]) == (5, "Garbled")


def test_a_damaged_register_and_a_newer_one_are_left_alone(run, home) -> None:
    run("koppelingen", "list")
    file = home / "data" / "register.db"
    db = sqlite3.connect(file)
    db.execute("PRAGMA user_version = 99")
    db.close()
    newer = run("koppelingen", "list", "--json")
    assert (newer.code, newer.error["error"]) == (1, "NewerDatabase")
    for one in file.parent.glob("register.db*"):
        one.unlink()
    file.write_bytes(b"dit is geen database, maar wel een bestand" * 100)
    content = file.read_bytes()
    damaged = run("koppelingen", "list", "--json")
    assert (damaged.code, damaged.error["error"]) == (1, "DamagedDatabase")
    assert file.read_bytes() == content


def test_one_damaged_koppeling_holds_no_other(run, twin, home) -> None:
    (file,) = (home / "data" / "koppelingen").glob("*.db")
    for one in file.parent.glob(f"{file.name}-*"):
        one.unlink()
    file.write_bytes(b"dit is geen database, maar wel een bestand" * 100)
    assert len(run("koppelingen", "list", "--json").data) == 1
    damaged = run("klanten", "list", "--json")
    assert (damaged.code, damaged.error["error"]) == (1, "DamagedDatabase")
    assert str(file) in damaged.error["detail"]


def test_a_home_that_can_not_be_made_is_told(run, home) -> None:
    (home / "data").write_text("in de weg")
    result = run("koppelingen", "list", "--json")
    assert (result.code, result.error["error"]) == (1, "Storage")


def test_a_full_disk_sends_nothing(run, fresh_twin, monkeypatch) -> None:
    run("koppelingen", "add", "--review", "safe")
    before = len(fresh_twin.running.sandbox.timeon.customers)

    async def full(*_args: object, **_more: object) -> None:
        raise DiskFullError

    monkeypatch.setattr(Database, "write", full)
    result = run("sync", "run", "--json")
    monkeypatch.undo()
    assert (result.code, result.error["error"]) == (1, "DiskFull")
    assert len(fresh_twin.running.sandbox.timeon.customers) == before


def test_a_plan_that_can_not_be_saved_says_why(run, twin, monkeypatch, home) -> None:
    def full(*_args: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_text", full)
    result = run("sync", "plan", "--save", str(home / "plan.json"))
    assert result.code == 2
    assert "No space left" in result.err
