"""Making, holding, numbering, deleting and crediting declaraties."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from core.domain.declaratie import DeclaratieState, OrderState
from core.domain.registratie import Lock
from core.errors import EmptyError, MovedError, NotFoundError, PersonNeededError, UsageError
from core.invoicing.select import selectable
from core.store import decisions, journal, observed, records
from tests.invoicing.fakes import ARTIKELEN, UREN, Office, hour


async def locks(office: Office) -> dict[str, Lock]:
    rows = await office.database.read(lambda db: selectable(db, van=None, tot=None))
    return {row.id: row.lock for row in rows}


async def test_a_concept_holds_its_registraties_and_a_deleted_one_frees_them(office: Office) -> None:
    await office.fill(hour(1), hour(2))
    made = await office.declaraties.create(["2:uren", "1:uren"])
    assert (made.nummer, made.state, made.totaal) == ("", DeclaratieState.CONCEPT, Decimal("175.00"))
    assert await locks(office) == {"1:uren": Lock.DECLARED, "2:uren": Lock.DECLARED}
    with pytest.raises(MovedError, match=r"1:uren \(05-10-2026 Fatma Yılmaz Bankboekingen verwerkt\)"):
        await office.declaraties.create(["1:uren"])
    assert await office.declaraties.delete(made.id) == ["1:uren", "2:uren"]
    assert set((await locks(office)).values()) == {Lock.NONE}
    with pytest.raises(NotFoundError):
        await office.declaraties.get(made.id)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"invoiceID": 5201}, "gefactureerd in Time On"),
        ({"billable": False}, "niet facturabel"),
        ({"deleted": True}, "verwijderd in Time On"),
    ],
)
async def test_what_is_held_elsewhere_is_never_selectable(office: Office, row: dict[str, Any], words: str) -> None:
    await office.fill(hour(1, **row), hour(2))
    with pytest.raises(MovedError, match=words):
        await office.declaraties.create(["1:uren", "2:uren"])
    assert await office.declaraties.list() == []
    assert (await office.declaraties.create_month(2026, 10)).total == Decimal("87.50")


async def test_a_klant_without_relatie_is_refused_with_what_to_do(office: Office) -> None:
    await office.fill(hour(1, klant=3))
    with pytest.raises(PersonNeededError, match="niet gekoppeld") as refusal:
        await office.declaraties.create(["1:uren"])
    assert "Match review" in refusal.value.advice


async def test_wrong_selections(office: Office) -> None:
    await office.fill(hour(1), hour(2, klant=2))
    with pytest.raises(UsageError, match="2 klanten"):
        await office.declaraties.create(["1:uren", "2:uren"])
    with pytest.raises(NotFoundError, match="9:uren"):
        await office.declaraties.create(["9:uren"])
    with pytest.raises(EmptyError):
        await office.declaraties.create([])
    with pytest.raises(UsageError, match="week"):
        await office.declaraties.create(["1:uren"], group_by="week")


async def test_a_registratie_without_artikel_is_refused_by_name(office: Office) -> None:
    await office.fill(hour(1, seconds=0, secondsBillable=0, expenseValue=9, remark="Bloemen"))
    with pytest.raises(PersonNeededError, match="Bloemen"):
        await office.declaraties.create(["1:onkosten"])


async def test_a_month_makes_one_per_klant_and_nothing_the_second_time(office: Office) -> None:
    await office.fill(hour(1), hour(2), hour(3, klant=2), hour(4, klant=3), hour(5, day="2026-11-01"))
    result = await office.declaraties.create_month(2026, 10)
    assert result.to_json() == {
        "created": 2,
        "total": "262.50",
        "skipped": [{"klant": "Klant 3 B.V.", "klant_id": "3", "reason": "Klant 3 B.V. is niet gekoppeld aan een relatie in SnelStart."}],
    }  # fmt: skip
    again = await office.declaraties.create_month(2026, 10)
    assert (again.created, again.total) == ((), Decimal(0))
    with pytest.raises(EmptyError, match="09-2026"):
        await office.declaraties.create_month(2026, 9)


async def test_numbers_run_per_year_without_gaps(office: Office) -> None:
    await office.fill(*(hour(n) for n in range(1, 6)))
    ids = [(await office.declaraties.create([f"{n}:uren"])).id for n in range(1, 6)]
    await office.declaraties.finalize(ids[2])
    await office.declaraties.delete(ids[0])
    await office.declaraties.finalize(ids[1])
    office.clock.now = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    await office.declaraties.finalize(ids[3])
    numbers = {d.id: d.nummer for d in await office.declaraties.list()}
    assert numbers == {ids[2]: "2026-0001", ids[1]: "2026-0002", ids[3]: "2027-0001", ids[4]: ""}
    assert (await office.declaraties.get("2026-0002")).id == ids[1]
    assert (await office.declaraties.finalize(ids[1])).nummer == "2026-0002"


async def test_a_numbered_one_is_never_deleted(office: Office) -> None:
    await office.fill(hour(1))
    made = await office.declaraties.create(["1:uren"])
    await office.declaraties.finalize(made.id)
    with pytest.raises(MovedError, match="2026-0001") as refusal:
        await office.declaraties.delete(made.id)
    assert "Crediteer" in refusal.value.advice


async def test_a_row_that_changed_or_a_klant_coupled_elsewhere_is_not_numbered(office: Office) -> None:
    await office.fill(hour(1), hour(2, klant=2))
    first, second = await office.declaraties.create(["1:uren"]), await office.declaraties.create(["2:uren"])
    await office.fill(hour(1, secondsBillable=60))
    with pytest.raises(MovedError, match="1:uren"):
        await office.declaraties.finalize(first.id)

    def uncouple(db: Any) -> None:
        decisions.withdraw(db, next(d for d in decisions.live(db) if d.timeon_id == "2"), "")

    await office.database.write(uncouple)
    with pytest.raises(MovedError, match="andere relatie"):
        await office.declaraties.finalize(second.id)
    assert {d.state for d in await office.declaraties.list()} == {DeclaratieState.CONCEPT}


async def test_a_credit_is_the_negative_to_the_cent_and_frees_the_hours_once_numbered(office: Office) -> None:
    await office.fill(hour(1, secondsBillable=1_200, distance=Decimal("12.3")))
    made = await office.declaraties.create(["1:uren", "1:kilometers"])
    with pytest.raises(PersonNeededError, match="concept"):
        await office.declaraties.credit(made.id)
    await office.declaraties.push(made.id)
    credit = await office.declaraties.credit("2026-0001")
    assert credit.totaal == -made.totaal
    assert [a.bedrag + b.bedrag for a, b in zip(made.regels, credit.regels, strict=True)] == [0, 0]
    with pytest.raises(MovedError, match="al gecrediteerd"):
        await office.declaraties.credit(made.id)
    assert Lock.DECLARED in (await locks(office)).values()
    pushed = await office.declaraties.push(credit.id)
    assert (pushed.declaratie.nummer, set((await locks(office)).values())) == ("2026-0002", {Lock.NONE})
    order = list(office.snelstart.orders.values())[1]
    assert order["omschrijving"] == "Credit van declaratie 2026-0001"
    assert order["totaalExclusiefBtw"] == -made.totaal


async def test_credited_hours_are_declared_again_under_a_new_marker(office: Office) -> None:
    await office.fill(hour(1))
    first = await office.declaraties.create(["1:uren"])
    await office.declaraties.push(first.id)
    await office.declaraties.push((await office.declaraties.credit(first.id)).id)
    second = await office.declaraties.create(["1:uren"])
    result = await office.declaraties.push(second.id)
    assert result.declaratie.order is OrderState.ORDER
    assert len(office.snelstart.orders) == 3
    assert len({d.marker for d in await office.declaraties.list()}) == 3


async def test_an_artikel_that_goes_between_making_and_pushing_is_a_warning(office: Office) -> None:
    await office.fill(hour(1))
    made = await office.declaraties.create(["1:uren"])
    await office.database.write(lambda db: observed.mark_gone(db, "artikelen", [UREN]))
    preview = await office.declaraties.preview(made.id)
    assert any("niet meer in SnelStart" in str(w) for w in preview.warnings)


async def test_two_thousand_lines_are_made_with_a_warning(office: Office) -> None:
    await office.fill(*(hour(n) for n in range(1, 2_001)))
    made = await office.declaraties.create([f"{n}:uren" for n in range(1, 2_001)])
    assert (len(made.regels), made.totaal) == (2_000, Decimal("175000.00"))
    assert any("2000 regels" in str(w) for w in (await office.declaraties.preview(made.id)).warnings)


async def test_zoeken_looks_everywhere_and_shows_what_is_held(office: Office) -> None:
    await office.fill(hour(1, remark="Café bezocht"), hour(2, klant=2, invoiceID=9), hour(3, klant=2))
    for words, expected in (
        ("cafe", ["1:uren"]),
        ("bankboekingen fatma", ["2:uren", "3:uren"]),
        ("YILMAZ", ["1:uren", "2:uren", "3:uren"]),
        ("niets", []),
    ):
        rows = await office.database.read(lambda db, words=words: selectable(db, van=None, tot=None, zoek=words))
        assert sorted(row.id for row in rows) == expected
    assert (await locks(office))["2:uren"] is Lock.BILLED


async def test_every_change_is_an_event(office: Office) -> None:
    await office.fill(hour(1), hour(2))
    made = await office.declaraties.create(["1:uren"])
    await office.declaraties.delete((await office.declaraties.create(["2:uren"])).id)
    await office.declaraties.push(made.id)
    types = await office.database.read(
        lambda db: [e.type for e in journal.events(db) if not e.type.startswith("match")]
    )
    assert types == [
        "declaratie.gemaakt", "declaratie.gemaakt", "declaratie.verwijderd", "declaratie.genummerd", "push.bedoeld",
        "push.geclaimd", "push.gezocht", "push.verstuurd", "push.beantwoord",
    ]  # fmt: skip
    evidence = await office.declaraties.evidence(made.id)
    assert [line.type for line in evidence][-1] == "push.beantwoord"
    assert "order 1200" in str(evidence[-1].what)
    assert all(line.hash for line in evidence)


async def test_an_artikel_turned_nonactief_refuses_a_new_declaratie(office: Office) -> None:
    await office.fill(hour(1))
    gone = replace(ARTIKELEN[0], actief=False)
    await office.database.write(lambda db: observed.upsert(db, "artikelen", [records.artikel_row(gone, b"x", b"{}")]))
    with pytest.raises(PersonNeededError, match="zonder artikel"):
        await office.declaraties.create(["1:uren"])
