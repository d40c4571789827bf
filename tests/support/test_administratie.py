"""What is kept of a koppeling tells the doctor: sjablonen, btw, limits, of every one."""

import json
from pathlib import Path
from typing import Any, cast

from core.config import Settings
from core.domain.koppeling import Koppeling, KoppelingState, KoppelingSummary, Step
from core.support.administratie import administraties
from core.support.check import Check, CheckState
from core.support.office import OfficeVisit
from core.support.remote import FOR_DOCUMENTS, NEEDED, scopes
from core.support.visit import HomeVisit, Visit
from tests.support.worked import NOW, Kept, Worked, kept, worked

__all__ = ["kept", "worked"]


async def seen(service, now=NOW):
    office = service.office
    visit = HomeVisit(service.paths) if office is None else OfficeVisit({}, office.address)
    try:
        return {check.name: check for check in administraties(visit, service.settings, now)}
    finally:
        visit.close()


async def test_all_is_well_in_a_koppeling_that_works(kept: Kept, tmp_path: Path) -> None:
    async with kept.service(await kept.moved(tmp_path / "home")) as service:
        found = await seen(service)
        naam = (await service.koppelingen())[0].koppeling.timeon_naam
    assert {name: check.state for name, check in found.items()} == dict.fromkeys(
        ("sjablonen", "ledger_btw", "limits"), CheckState.OK
    )
    assert all(naam in str(found[name].detail) for name in ("sjablonen", "ledger_btw", "limits"))


async def test_what_is_not_in_order_is_said_with_what_to_do(kept: Kept, tmp_path: Path) -> None:
    async with kept.service(await kept.moved(tmp_path / "home")) as service:
        opened = await service.open()

        def spoil(db):
            own = json.dumps({"omschrijving": "Huisstijl blauw", "nonactief": False}).encode()
            db.execute(
                "INSERT INTO others (kind, id, digest, raw, naam) VALUES ('verkoopordersjablonen', 'x', ?, ?, 'Huisstijl')",
                (b"\0", own),
            )
            db.execute("UPDATE productgroepen SET btw_soort = ''")
            db.execute("INSERT OR REPLACE INTO call_counts VALUES (?, 5000)", (int(NOW.timestamp()) // 5,))

        await opened.database.write(spoil)
        found = await seen(service, NOW)
    assert "Huisstijl blauw" in str(found["sjablonen"].detail)
    assert {found[name].state for name in ("sjablonen", "ledger_btw", "limits")} == {CheckState.WARN}
    assert all(str(found[name].advice) for name in ("sjablonen", "ledger_btw", "limits"))


async def test_what_was_not_read_is_unknown_and_a_damaged_file_is_passed_over(worked: Worked, tmp_path: Path) -> None:
    async with worked.service(worked.copy(tmp_path / "home")) as service:
        opened = await service.open()

        def forget(db):
            db.execute("DELETE FROM others")
            db.execute("DELETE FROM productgroepen")

        await opened.database.write(forget)
        found = await seen(service)
        assert (found["sjablonen"].state, found["ledger_btw"].state) == (CheckState.UNKNOWN, CheckState.UNKNOWN)
        service.let_go()
        for file in service.paths.koppelingen.glob("*.db*"):
            file.write_bytes(b"kapot" * 1000)
        assert await seen(service) == {}


def test_no_koppeling_is_left_out_however_many_there_are() -> None:
    def one(number: int) -> KoppelingSummary:
        return KoppelingSummary(
            Koppeling(f"k{number}", "t", "Kantoor", "s", "Kantoor", KoppelingState.ACTIEF, Step.KLAAR, NOW)
        )

    class Many:
        """As much of a visit as is asked."""

        def summaries(self) -> list[KoppelingSummary]:
            return [one(number) for number in range(120)]

        def of_koppeling(self, koppeling_id: str, _work: Any) -> list[Check]:
            return [Check("limits", "", CheckState.OK, about=koppeling_id)]

    found = administraties(cast("Visit", Many()), Settings(), NOW)
    assert [check.about for check in found] == [f"k{number}" for number in range(120)]


def test_scopes_that_are_missing_fail_and_those_of_documents_are_a_warning() -> None:
    every = (*NEEDED, *FOR_DOCUMENTS)
    assert scopes(every, documents=True).state is CheckState.OK
    assert scopes(NEEDED, documents=False).state is CheckState.OK
    assert scopes(NEEDED, documents=True).state is CheckState.WARN
    assert scopes((), documents=True).state is CheckState.UNKNOWN
    for one in NEEDED:
        found = scopes([other for other in every if other != one], documents=True)
        assert (found.state, one in str(found.detail)) == (CheckState.FAIL, True)
