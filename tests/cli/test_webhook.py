"""The whole road of an activation: a link, a person in the browser, SnelStart's post, the receiver, a koppeling."""

import contextlib
import json
import signal
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.service.receiver import PATH
from tests.cli import promised
from tui.cli import webhook as commands

SCRIPT = "import sys; from tui.cli import main; sys.exit(main(sys.argv[1:]))"


@contextlib.contextmanager
def served(*words: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A receiver in a process of its own, and where it listens."""
    command = [sys.executable, "-c", SCRIPT, "webhook", "serve", "--port", "0", "--json", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        told = process.stdout.readline()
        assert told, process.stderr.read()
        assert promised.breaches(["webhook", "serve", "--json"], told, "") == []
        try:
            yield json.loads(told)["url"], process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


def send(url: str, **form: str) -> None:
    """A person in the browser, or a person of the sandbox."""
    urllib.request.urlopen(url, data=urllib.parse.urlencode(form).encode(), timeout=30).read()


@pytest.fixture
def partner(fresh_twin, monkeypatch, home):
    """A partner's short name, no koppelsleutel beforehand, and SnelStart's browser pages on the sandbox."""
    monkeypatch.setenv("KOPPELBORD_SNELSTART_APP", "koppelbord")
    monkeypatch.setenv("KOPPELBORD_SNELSTART_WEB_URL", fresh_twin.facts["control_url"])
    monkeypatch.delenv("KOPPELBORD_SNELSTART_KOPPELSLEUTEL")
    return fresh_twin


def test_from_link_to_koppeling_with_the_receiver_in_another_process(run, partner, home) -> None:
    control = partner.facts["control_url"]
    with served("--file") as (url, process):
        body = json.dumps({"url": url, "casing": "camel"}).encode()
        urllib.request.urlopen(f"{control}/webhook", data=body, timeout=30).read()
        link = run("koppelingen", "link", "--json").data["link"]
        reference = urllib.parse.parse_qs(urllib.parse.urlsplit(link).query)["referenceKey"][0]
        send(link, referenceKey=reference, administratie=partner.ids[0])
        waited = run("koppelingen", "link", "--wait", "60", "--json")
        assert (waited.code, waited.data["arrived"]) == (0, [partner.ids[0]])
        added = run("koppelingen", "add", "--review", "safe", "--json")
        assert added.data["state"] == "review"
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0
        assert process.stderr.read() == ""
    kept = (home / "config" / "credentials.json").stat()
    assert kept.st_mode & 0o777 == 0o600


def test_without_a_keyring_it_asks_for_the_file(run, partner) -> None:
    refused = run("webhook", "serve", "--port", "0", "--json")
    assert (refused.code, refused.error["error"]) == (4, "Credentials")
    assert "--file" in refused.error["advice"]


def test_without_a_short_name_there_is_no_link(run, partner, monkeypatch) -> None:
    monkeypatch.delenv("KOPPELBORD_SNELSTART_APP")
    refused = run("koppelingen", "link", "--json")
    assert (refused.code, refused.error["error"]) == (4, "Missing")


def test_a_key_that_does_not_come_is_exit_three(run, partner, monkeypatch) -> None:
    monkeypatch.setattr("tui.cli.koppelingen_link.LOOK_SECONDS", 0.0)
    waited = run("koppelingen", "link", "--wait", "1", "--json")
    assert (waited.code, waited.data["arrived"]) == (3, [])
    assert run("koppelingen", "link").out.startswith(partner.facts["control_url"])


def test_the_port_of_the_document_is_the_one_it_takes() -> None:
    document = Path(__file__).resolve().parents[2] / "docs" / "webhook.md"
    assert f"127.0.0.1:{commands.PORT}{PATH}" in document.read_text("utf-8")
