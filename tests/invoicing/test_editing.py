"""Editing a concept, and the second pair of eyes before a push."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from core.config import Settings
from core.domain.declaratie import Declaratie
from core.domain.push import PushVerdict
from core.domain.registratie import Lock
from core.errors import MovedError, PersonNeededError, UsageError
from core.invoicing.declaraties import Edit
from core.store import journal
from core.store.trimming import Keep, trim
from tests.invoicing.fakes import Office, hour


async def concept(office: Office) -> str:
    await office.fill(hour(1), hour(2, remark="Kas"), hour(3, remark="Balans"))
    return (await office.declaraties.create(["1:uren", "2:uren", "3:uren"])).id


async def texts(office: Office, id_: str) -> list[str]:
    return [regel.omschrijving.split(" · ")[1] for regel in (await office.declaraties.get(id_)).regels]


async def test_a_line_is_edited_and_what_it_was_is_shown(office: Office) -> None:
    id_ = await concept(office)
    await office.declaraties.edit(id_, 2, Edit(aantal=Decimal("0.5"), omschrijving="Kas\x00boek"))
    edited = await office.declaraties.edit(id_, 2, Edit(prijs=Decimal("100.005")))
    regel = edited.regels[1]
    assert (regel.omschrijving, regel.bedrag, edited.totaal) == ("Kas boek", Decimal("50.00"), Decimal("225.00"))
    assert "0,50 x 87,50" in str(regel.rule)
    assert regel.registraties == ("2:uren",)
    result = await office.declaraties.push(id_)
    assert (result.verdict, result.reason) == (PushVerdict.PUSHED, "")


async def test_lines_are_reordered(office: Office) -> None:
    id_ = await concept(office)
    await office.declaraties.move(id_, 3, 1)
    assert await texts(office, id_) == ["Balans", "Bankboekingen verwerkt", "Kas"]


async def test_a_line_taken_off_frees_its_registraties(office: Office) -> None:
    id_ = await concept(office)
    assert [one.id for one in await office.declaraties.held(id_)] == ["1:uren", "2:uren", "3:uren"]
    await office.declaraties.take_off(id_, 2)
    held = await office.declaraties.held(id_)
    assert [(one.id, one.lock) for one in held] == [("1:uren", Lock.DECLARED), ("3:uren", Lock.DECLARED)]
    assert (await office.declaraties.create(["2:uren"])).totaal == Decimal("87.50")
    await office.declaraties.take_off(id_, 2)
    with pytest.raises(UsageError, match="enige regel"):
        await office.declaraties.take_off(id_, 1)


async def test_what_can_not_be_edited(office: Office) -> None:
    id_ = await concept(office)
    for positie in (0, 4):
        with pytest.raises(UsageError, match="3"):
            await office.declaraties.edit(id_, positie, Edit())
    with pytest.raises(UsageError, match="getal"):
        await office.declaraties.edit(id_, 1, Edit(prijs=Decimal("NaN")))
    await office.declaraties.finalize(id_)
    with pytest.raises(MovedError, match="ligt vast"):
        await office.declaraties.edit(id_, 1, Edit(prijs=Decimal(1)))
    with pytest.raises(MovedError, match="ligt vast"):
        await office.declaraties.move((await office.declaraties.credit(id_)).id, 1, 2)


@pytest.fixture
def careful(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path / "k.db", settings=Settings(approval_above=Decimal(200)))
    yield made
    made.close()


async def by(who: str, office: Office, id_: str, monkeypatch: pytest.MonkeyPatch) -> Declaratie:
    """Approve, as this OS user."""
    with monkeypatch.context() as patch:
        patch.setattr(journal, "actor", lambda: who)
        return await office.declaraties.approve(id_)


async def test_above_an_amount_a_second_person_is_needed(careful: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    id_ = await concept(careful)
    result = await careful.declaraties.push(id_)
    assert (result.verdict, result.declaratie.nummer) == (PushVerdict.REFUSED, "")
    assert "tweede persoon" in result.reason
    with pytest.raises(PersonNeededError, match="zelf"):
        await careful.declaraties.approve(id_)
    assert (await by("ander", careful, id_, monkeypatch)).approved_by == "ander"
    await careful.declaraties.edit(id_, 1, Edit(prijs=Decimal(500)))
    assert (await careful.declaraties.push(id_)).verdict is PushVerdict.REFUSED
    await by("ander", careful, id_, monkeypatch)
    assert (await careful.declaraties.push(id_)).verdict is PushVerdict.PUSHED


async def test_who_changed_it_last_can_not_agree(careful: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    id_ = await concept(careful)
    with monkeypatch.context() as patch:
        patch.setattr(journal, "actor", lambda: "ander")
        await careful.declaraties.move(id_, 1, 1)
    with pytest.raises(PersonNeededError, match="ander maakte of wijzigde"):
        await by("ander", careful, id_, monkeypatch)


async def test_who_agreed_does_not_ask_the_push(careful: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    id_ = await concept(careful)
    await by("ander", careful, id_, monkeypatch)
    with monkeypatch.context() as patch:
        patch.setattr(journal, "actor", lambda: "ander")
        refused = await careful.declaraties.push(id_)
    assert (refused.verdict, careful.snelstart.posts) == (PushVerdict.REFUSED, 0)
    assert "ander gaf zelf akkoord" in refused.reason
    assert (await careful.declaraties.push(id_)).verdict is PushVerdict.PUSHED


async def test_a_credit_needs_an_agreement_of_its_own(careful: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    id_ = await concept(careful)
    await by("ander", careful, id_, monkeypatch)
    await careful.declaraties.push(id_)
    credit = await careful.declaraties.credit(id_)
    assert credit.approved_by == ""
    assert (await careful.declaraties.push(credit.id)).verdict is PushVerdict.REFUSED


async def test_without_a_known_maker_nobody_can_agree(careful: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    id_ = await concept(careful)
    later = careful.clock() + timedelta(days=3000)
    await careful.database.write(lambda db: trim(db, later, Keep.of(careful.settings)))
    with pytest.raises(PersonNeededError, match="niet meer in het journaal"):
        await by("ander", careful, id_, monkeypatch)


async def test_below_it_nobody_is_asked(careful: Office) -> None:
    await careful.fill(hour(1))
    small = await careful.declaraties.create(["1:uren"])
    assert (await careful.declaraties.push(small.id)).verdict is PushVerdict.PUSHED
