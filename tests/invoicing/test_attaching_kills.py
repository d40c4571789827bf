"""The specification hangs on its boeking once, whenever the process dies: by an exception that nothing catches, and by
SIGKILL of real processes over sockets.
"""

import asyncio
import base64
import hashlib
import json
import os
import sys
from datetime import date
from pathlib import Path

import pytest

from core.invoicing import attaching
from core.sandbox import RunningSandbox, build_sandbox
from core.sandbox.snelstart import acts
from core.store import journal
from tests.invoicing.fakes import Office, hour
from tests.invoicing.town import fill, open_town
from tests.kill import killed_at

TODAY = date(2026, 11, 24)
ROOT = Path(__file__).resolve().parents[2]
BOEKING = "b-1"


async def invoiced(office: Office) -> None:
    await office.fill(hour(1))
    made = await office.declaraties.create(["1:uren"])
    await office.declaraties.push(made.id)
    order = next(iter(office.snelstart.orders))
    office.snelstart.invoice(order, "121.00")
    office.snelstart.facturen[f"f-{order}"]["verkoopBoeking"] = {"id": BOEKING}


async def test_the_evidence_has_the_hash_of_what_was_sent_though_it_was_decided_on_earlier(office: Office) -> None:
    await invoiced(office)
    with killed_at(1, attaching):
        await office.declaraties.follow()
    await office.fill(hour(1, remark="Andere tekst"))
    await office.declaraties.follow()
    (hung,) = office.snelstart.documents[BOEKING]
    sent = hashlib.sha256(base64.b64decode(hung["content"])).hexdigest()
    found = await office.declaraties.evidence("2026-0001")
    hashes = {line.type: line.detail["hash"] for line in found if line.type.startswith("document.")}
    assert hashes["document.bedoeld"] != sent
    assert (hashes["document.verstuurd"], hashes["document.aangehangen"]) == (sent, sent)


async def follow_until(office: Office, at: int) -> bool:
    """Follow and die at the n-th point; answers whether it died."""
    with killed_at(at, attaching) as kill:
        await office.declaraties.follow()
    return kill.struck


async def test_killed_at_every_point_it_hangs_there_once(tmp_path: Path) -> None:
    at, died = 0, True
    while died:
        at += 1
        office = Office(tmp_path / f"{at}.db")
        await invoiced(office)
        died = await follow_until(office, at)
        office.close()
        office.open()
        await office.declaraties.follow()
        office.clock.forward(seconds=901)
        for _ in range(2):
            await office.declaraties.follow()
        assert [one["fileName"] for one in office.snelstart.documents[BOEKING]] == ["Specificatie 2026-0001.pdf"], at
        assert (await office.database.read(journal.verify)).ok
        office.close()
    assert at == 4


async def test_a_paid_one_in_archief_still_gets_what_a_kill_left_undone(office: Office) -> None:
    await invoiced(office)
    assert await follow_until(office, 1)
    for factuur in office.snelstart.facturen.values():
        factuur["openstaandSaldo"] = 0
    for _ in range(2):
        await office.declaraties.follow()
    assert len(office.snelstart.documents[BOEKING]) == 1


async def follower(facts: Path, database: Path, *, crash_at: int = 0) -> int:
    """One real process that follows; its exit code."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.invoicing.worker", str(facts), str(database), "0", "60", "follow",
        cwd=ROOT, env={**os.environ, "CRASH_AT": str(crash_at)},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    _, err = await process.communicate()
    assert process.returncode in (0, -9), err.decode()
    return process.returncode or 0


@pytest.mark.timeout(300)
async def test_real_processes_are_killed_and_it_hangs_there_once(tmp_path: Path) -> None:
    sandbox = build_sandbox(seed=2, klanten=12, today=TODAY)
    async with RunningSandbox(sandbox) as facts:
        told, database = tmp_path / "facts.json", tmp_path / "koppeling.db"
        told.write_text(json.dumps(facts), "utf-8")
        town = await open_town(facts, database)
        await fill(town, date(2026, 10, 1), TODAY)
        made = (await town.declaraties.create_month(2026, 10)).created[:2]
        boekingen = []
        for one in made:
            pushed = await town.declaraties.push(one.id)
            factuur = acts.invoice_order(sandbox.snelstart, town.administratie, pushed.declaratie.order_id)
            boekingen.append(factuur["verkoopBoeking"]["id"])
        await town.close()
        kills = 0
        while await follower(told, database, crash_at=kills + 1) == -9:
            kills += 1
        assert kills >= 4
        town = await open_town(facts, database)
        for boeking in boekingen:
            hung = [
                raw async for page in town.snelstart.pages(f"documenten/Verkoopboekingen/{boeking}") for raw in page
            ]
            assert len(hung) == 1
        await town.close()
