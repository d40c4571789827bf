"""Rules by hand: they go before what is inferred, name people and projects, and what they leave is still inferred."""

from decimal import Decimal

import pytest

from core.domain.registratie import Soort
from core.errors import MovedError, NotFoundError, UsageError
from core.invoicing.ruling import Wanted
from tests.invoicing.fakes import KM, UREN, Office, hour


async def test_a_rule_of_a_person_goes_before_the_inferred_one_and_is_named_on_the_line(office: Office) -> None:
    await office.fill(hour(1), hour(2, userID=302))
    made = await office.declaraties.ruling.add(Wanted(Soort.UREN, "1001", Decimal(120), medewerker="fatma yılmaz"))
    assert (made.medewerker, made.rule.medewerker_id, made.rule.artikel_id) == ("Fatma Yılmaz", "301", UREN)
    declaratie = await office.declaraties.create(["1:uren", "2:uren"])
    assert [(regel.prijs, str(regel.rule)) for regel in declaratie.regels] == [
        (Decimal(120), "Regel 1: uren, medewerker Fatma Yılmaz."),
        (Decimal("87.50"), "Afgeleid uit de artikelen: uren."),
    ]


async def test_a_rule_for_hours_leaves_kilometers_and_expenses_as_they_were(office: Office) -> None:
    await office.fill(hour(1, distance=10))
    await office.declaraties.ruling.add(Wanted(Soort.UREN, "Administratie werkzaamheden", project="7"))
    declaratie = await office.declaraties.create(["1:uren", "1:kilometers"])
    assert {regel.artikel_id for regel in declaratie.regels} == {UREN, KM}
    own, *inferred = await office.declaraties.ruling.all()
    assert (own.rule.id, own.project) == (1, "Werkzaamheden 2026")
    assert all(one.rule.inferred for one in inferred)


async def test_what_can_not_be_a_rule_is_told(office: Office) -> None:
    await office.fill()
    ruling = office.declaraties.ruling
    for wanted, problem in (
        (Wanted(Soort.UREN, "9999"), NotFoundError),
        (Wanted(Soort.UREN, "1001", medewerker="Niemand"), NotFoundError),
        (Wanted(Soort.UREN, "1001", project="Geen"), NotFoundError),
        (Wanted(Soort.UREN, "1001", Decimal("NaN")), UsageError),
        (Wanted(Soort.ONKOSTEN, "1704", woord="--"), UsageError),
    ):
        with pytest.raises(problem):
            await ruling.add(wanted)
    await ruling.add(Wanted(Soort.UREN, "1001"))
    with pytest.raises(MovedError, match="Regel 1"):
        await ruling.add(Wanted(Soort.UREN, "1701"))
    with pytest.raises(NotFoundError):
        await ruling.remove(7)
    await ruling.remove(1)
    assert all(one.rule.inferred for one in await ruling.all())
