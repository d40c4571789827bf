"""A sandbox in a file: what was answered survives a kill, one user at a time, no other world."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from dataclasses import fields
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

from core.sandbox import RunningSandbox, Sandbox, StateFileError, build_sandbox
from core.sandbox.codec import pack, unpack
from core.sandbox.couplings import Couplings
from core.sandbox.remembered import (
    ADMINISTRATIE_SMALL,
    COUPLINGS_SMALL,
    SNELSTART_SMALL,
    TIMEON_SMALL,
    TIMEON_TABLES,
)
from core.sandbox.snelstart.state import Administratie, SnelStartState
from core.sandbox.timeon import TimeOnState

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 24)
PROGRAM = """
import asyncio, json, sys
from datetime import date
from pathlib import Path
from core.sandbox import build_sandbox, serve
sandbox = build_sandbox(today=date(2026, 11, 24), state=Path(sys.argv[1]))
asyncio.run(serve(sandbox, announce=lambda facts: print(json.dumps(facts), flush=True)))
"""


def opened(path: Path, **more: Any) -> Sandbox:
    return build_sandbox(today=TODAY, state=path, **more)


def bearer(facts: dict[str, Any]) -> dict[str, str]:
    headers = {"User-Agent": "proef/1.0"}
    query = {"grant_type": "apitoken", "token": facts["timeon_key"]}
    token = httpx.post(f"{facts['timeon_url']}/token", params=query, headers=headers).json()["access_token"]
    return {**headers, "Authorization": f"Bearer {token}"}


def test_what_was_answered_survives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "toestand.db"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", PROGRAM, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        facts = json.loads(process.stdout.readline())
        headers = bearer(facts)
        made = httpx.post(
            f"{facts['timeon_url']}/api/customer", json={"name": "Nieuw", "countryID": 150}, headers=headers
        ).json()["resultObject"]
        httpx.post(f"{facts['timeon_url']}/api/hour/delete", json={"hourID": 910_001}, headers=headers)
        relatie = httpx.post(f"{facts['control_url']}/acts/add_relatie", json={"naam": "Nieuw B.V."}).json()
        koppel = {"administratie": facts["administraties"][1]["id"], "referenceKey": "r1"}
        koppelsleutel = httpx.post(f"{facts['control_url']}/koppel", json=koppel).json()["koppelsleutel"]
        process.kill()
        process.wait()
    again = opened(path)
    assert again.timeon.customers[made["customerID"]]["name"] == "Nieuw"
    assert again.timeon.hours[910_001]["deleted"]
    assert again.timeon.knows(headers["Authorization"].removeprefix("Bearer "))
    assert again.snelstart.administraties[0].table("relaties")[relatie["id"]]["naam"] == "Nieuw B.V."
    assert again.snelstart.owner(koppelsleutel) is not None
    assert again.couplings.references[koppelsleutel] == "r1"
    again.close()


def test_a_record_taken_away_stays_away_and_order_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "toestand.db"
    first = opened(path)
    with RunningSandbox(first) as facts:
        headers = bearer(facts)
        for call in ("delete", "definitive"):
            httpx.post(f"{facts['timeon_url']}/api/hour/{call}", json={"hourID": 910_001}, headers=headers)
        for name in ("Eerste", "Tweede"):
            httpx.post(f"{facts['control_url']}/timeon/add_customer", json={"name": name})
        httpx.post(f"{facts['control_url']}/acts/lock_period", json={"tot_en_met": "2026-09-30"})
    first.close()
    again = opened(path)
    assert 910_001 not in again.timeon.hours
    assert [row["name"] for row in list(again.timeon.customers.values())[-2:]] == ["Eerste", "Tweede"]
    assert again.snelstart.administraties[0].locked_until == date(2026, 9, 30)
    assert again.timeon.customers == first.timeon.customers
    assert again.snelstart.administraties[0].tables == first.snelstart.administraties[0].tables
    again.close()


def test_what_was_done_before_a_lost_answer_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "toestand.db"
    first = opened(path)
    with RunningSandbox(first) as facts:
        headers = bearer(facts)
        first.use_faults('[{"fault": "drop-after", "operation": "POST /api/customer"}]')
        body = {"name": "Verloren antwoord", "countryID": 150}
        with pytest.raises(httpx.RemoteProtocolError):
            httpx.post(f"{facts['timeon_url']}/api/customer", json=body, headers=headers)
    first.close()
    again = opened(path)
    assert "Verloren antwoord" in {customer["name"] for customer in again.timeon.customers.values()}
    again.close()


def test_a_read_writes_nothing(tmp_path: Path) -> None:
    sandbox = opened(tmp_path / "toestand.db")
    assert sandbox.keeper is not None
    before = sandbox.keeper.file.connection.total_changes
    sandbox.keeper.save()
    assert sandbox.keeper.file.connection.total_changes == before
    sandbox.close()


def test_a_file_goes_on_with_its_own_world(tmp_path: Path) -> None:
    path = tmp_path / "toestand.db"
    opened(path, seed=7, klanten=100).close()
    again = build_sandbox(seed=1, klanten=500, today=date(2020, 1, 1), state=path)
    assert again.timeon.seed == 7
    assert len(again.timeon.customers) == 100
    again.close()


def test_a_file_serves_one_sandbox_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "toestand.db"
    first = opened(path)
    with pytest.raises(StateFileError, match="in gebruik"):
        opened(path)
    first.close()
    opened(path).close()


def test_a_file_that_is_something_else_is_refused_untouched(tmp_path: Path) -> None:
    text, other, nowhere = tmp_path / "a.txt", tmp_path / "b.db", tmp_path / "geen" / "c.db"
    text.write_text("geen database, maar een verhaal dat lang genoeg is om op een kop te lijken")
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE iets (a)")
    connection.close()
    before = other.read_bytes()
    for path in (text, other, nowhere):
        with pytest.raises(StateFileError):
            opened(path)
    assert other.read_bytes() == before


def test_a_file_of_another_version_of_the_world_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "toestand.db"
    opened(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = 'x' WHERE name = 'fingerprint'")
    connection.close()
    with pytest.raises(StateFileError, match="andere versie"):
        opened(path)


def test_every_field_of_the_states_is_kept_or_forgotten_on_purpose() -> None:
    forgotten = {
        SnelStartState: {"administraties", "now", "seed", "ticks", "limits"},
        Administratie: {"id", "naam", "tables", "koppelsleutels", "contents", "encoded", "counts"},
        TimeOnState: {"countries", "indeling", "now", "seed"},
        Couplings: set(),
    }
    kept = {
        SnelStartState: SNELSTART_SMALL,
        Administratie: ADMINISTRATIE_SMALL,
        TimeOnState: (*TIMEON_SMALL, *TIMEON_TABLES),
        Couplings: COUPLINGS_SMALL,
    }
    for state, names in forgotten.items():
        assert {field.name for field in fields(state)} == names | set(kept[state])


@pytest.mark.parametrize(
    "value",
    [
        Decimal("121.00"),
        Decimal(5),
        date(2026, 1, 1),
        datetime(2026, 1, 1, 12, 30, tzinfo=UTC),
        {"a": [Decimal("0.10"), None, True, "x", {"$value": "1"}]},
        {"$kind": "x", "b": 1},
    ],
)
def test_a_value_comes_back_as_it_was(value: Any) -> None:
    back = unpack(pack(value))
    assert back == value
    assert repr(back) == repr(value)
