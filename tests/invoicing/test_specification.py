"""The specification: the same bytes each time, and once on its boeking, also when an answer is lost."""

from pathlib import Path

from fontTools.ttLib import TTFont

from core.errors import UnknownOutcomeError
from core.invoicing.making import need
from core.invoicing.specification.letters import BOLD, MISSING, REGULAR, shown
from core.invoicing.specification.specify import gather
from tests.invoicing.fakes import FakeSnelStart, Office, hour, refused

BOEKING = "b-1"


async def invoiced(office: Office) -> None:
    await office.fill(hour(1, remark="Bezoek Yılmaz"))
    made = await office.declaraties.create(["1:uren"])
    await office.declaraties.push(made.id)
    order = next(iter(office.snelstart.orders))
    office.snelstart.invoice(order, "121.00")
    office.snelstart.facturen[f"f-{order}"]["verkoopBoeking"] = {"id": BOEKING}


def hung(office: Office) -> list[str]:
    return [one["fileName"] for one in office.snelstart.documents.get(BOEKING, [])]


async def test_equal_facts_give_equal_bytes(office: Office) -> None:
    await office.fill(hour(1), hour(2))
    made = await office.declaraties.create(["1:uren", "2:uren"])
    first, second = [await office.declaraties.specification(made.id) for _ in range(2)]
    assert first == second
    assert (first.name, first.data[:5]) == (f"Specificatie concept {made.id}.pdf", b"%PDF-")


async def test_lines_hours_and_totals_are_in_it(office: Office) -> None:
    await invoiced(office)
    found = await office.database.read(lambda db: gather(db, need(db, "2026-0001")))
    assert found.firma[0] == "Voorbeeld"
    assert found.regels[0].registraties == (("05-10-2026", "Fatma Yılmaz", "Bezoek Yılmaz", "1:00"),)
    assert found.totalen == (
        ("Totaal exclusief btw", "87,50"), ("Btw hoog 21% over 87,50", "18,38"), ("Totaal inclusief btw", "105,88"),
    )  # fmt: skip


def test_a_letter_that_the_font_lacks_is_a_box() -> None:
    assert shown("Yılmaz Žižek Ünal € Ωmega Привет") == "Yılmaz Žižek Ünal € Ωmega Привет"
    assert shown("漢☃\n") == MISSING * 2


def test_the_font_is_allowed_to_come_along() -> None:
    for path in (REGULAR, BOLD):
        names = {str(one) for one in TTFont(path)["name"].names if one.nameID in (1, 4, 6)}
        assert not any(word in name for name in names for word in ("Vera", "Bitstream"))
    assert "Permission is hereby granted" in Path(REGULAR).with_name("LICENSE.txt").read_text("utf-8")


async def test_it_hangs_on_the_boeking_once_the_order_is_invoiced(office: Office) -> None:
    await invoiced(office)
    assert "specificatie aangehangen aan de boeking" in [str(w) for _, w in (await office.declaraties.follow()).changes]
    assert (await office.declaraties.follow()).changes == ()
    assert hung(office) == ["Specificatie 2026-0001.pdf"]
    told = [line.type for line in await office.declaraties.evidence("2026-0001")]
    assert told[-3:] == ["document.bedoeld", "document.verstuurd", "document.aangehangen"]


async def test_a_lost_answer_is_looked_up_and_not_sent_again(office: Office) -> None:
    def lost(fake: FakeSnelStart, body):
        fake.hang(body)
        raise UnknownOutcomeError("time-out")

    await invoiced(office)
    office.snelstart.document_faults = [lost]
    await office.declaraties.follow()
    await office.declaraties.follow()
    assert hung(office) == ["Specificatie 2026-0001.pdf"]


async def test_a_lost_request_rests_before_it_goes_again(office: Office) -> None:
    def lost(_fake: FakeSnelStart, _body):
        raise UnknownOutcomeError("time-out")

    await invoiced(office)
    office.snelstart.document_faults = [lost]
    await office.declaraties.follow()
    await office.declaraties.follow()
    assert hung(office) == []
    office.clock.forward(seconds=901)
    await office.declaraties.follow()
    assert hung(office) == ["Specificatie 2026-0001.pdf"]


async def test_a_refusal_is_told_and_holds_nobody(office: Office) -> None:
    await invoiced(office)
    office.snelstart.document_faults = [refused]
    changes = [str(what) for _, what in (await office.declaraties.follow()).changes]
    assert any(what.startswith("specificatie geweigerd") for what in changes)
    await office.declaraties.follow()
    assert hung(office) == ["Specificatie 2026-0001.pdf"]
