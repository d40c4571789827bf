"""Which artikel a registratie gets, and the rules that are inferred when nobody made any."""

from datetime import date
from decimal import Decimal

import pytest

from core.domain.artikel_regel import ArtikelRegel
from core.domain.product import Artikel
from core.domain.registratie import Registratie, Soort
from core.invoicing.default_rules import default_rules
from core.invoicing.rules import Choice, choose
from tests.invoicing.fakes import ARTIKELEN, GROEPEN, HOOG_GROEP, KM, UREN


def registratie(soort: Soort = Soort.UREN, text: str = "", **more: str) -> Registratie:
    return Registratie(
        f"1:{soort}", "1", soort, date(2026, 10, 5), "1", more.get("project_id", ""), more.get("medewerker_id", ""), text,
        seconds=3600, bedrag=Decimal("12.34"), category_id=more.get("category_id", ""),
    )  # fmt: skip


def artikel(id_: str, omschrijving: str, eenheid: str = "post", *, actief: bool = True) -> Artikel:
    return Artikel(id_, id_, omschrijving, HOOG_GROEP, Decimal(10), eenheid, actief)


OFFICE = [
    artikel("admin", "Administratie werkzaamheden", "uur"),
    artikel("oud", "Oud uurtarief", "uur", actief=False),
    artikel("km", "Kilometers", "km"),
    artikel("parkeren", "Parkeerkosten"),
    artikel("trein", "Treinreis"),
    artikel("kvk", "Uittreksel KvK (onbelast)"),
    artikel("kadaster", "Uittreksel kadaster (onbelast)"),
    artikel("onkosten", "Onkosten"),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Parkeren", "parkeren"),
        ("parkeergarage Utrecht", "parkeren"),
        ("Trein Utrecht", "trein"),
        ("Uittreksel KvK", "kvk"),
        ("uittreksel KADASTER", "kadaster"),
        ("Bloemen", "onkosten"),
    ],
)
def test_expenses_find_their_artikel_by_word(text: str, expected: str) -> None:
    chosen = choose(registratie(Soort.ONKOSTEN, text), default_rules(OFFICE), OFFICE)
    assert isinstance(chosen, Choice)
    assert (chosen.artikel.id, chosen.prijs) == (expected, Decimal("12.34"))
    assert "Afgeleid" in str(chosen.why)


def test_hours_and_kilometers_get_the_first_artikel_counted_so() -> None:
    rules = default_rules(OFFICE)
    for soort, expected in ((Soort.UREN, "admin"), (Soort.KILOMETERS, "km")):
        chosen = choose(registratie(soort), rules, OFFICE)
        assert isinstance(chosen, Choice)
        assert (chosen.artikel.id, chosen.prijs) == (expected, Decimal(10))


def test_an_expense_without_any_artikel_says_why() -> None:
    reason = choose(registratie(Soort.ONKOSTEN, "Bloemen"), default_rules(ARTIKELEN, GROEPEN), ARTIKELEN)
    assert "onkosten" in str(reason)
    assert "Bloemen" in str(reason)


def test_the_most_particular_rule_wins_and_is_named() -> None:
    rules = [
        ArtikelRegel(Soort.UREN, UREN, id=1),
        ArtikelRegel(Soort.UREN, UREN, prijs=Decimal(95), project_id="7", id=2),
        ArtikelRegel(Soort.UREN, KM, prijs=Decimal(120), medewerker_id="301", id=3),
        ArtikelRegel(Soort.UREN, UREN, prijs=Decimal(99), category_id="11", id=4),
    ]
    chosen = choose(registratie(project_id="7", medewerker_id="301", category_id="11"), rules, ARTIKELEN)
    assert isinstance(chosen, Choice)
    assert (chosen.artikel.id, chosen.prijs, str(chosen.why)) == (KM, Decimal(120), "Regel 3: uren, medewerker 301.")


def test_a_rule_to_an_artikel_that_is_gone_or_nonactief_says_so() -> None:
    assert "bestaat niet meer" in str(choose(registratie(), [ArtikelRegel(Soort.UREN, "weg")], ARTIKELEN))
    assert "nonactief" in str(choose(registratie(), [ArtikelRegel(Soort.UREN, "oud")], OFFICE))
