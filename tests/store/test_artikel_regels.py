"""The bookkeeper's rules: kept whole, each change an event."""

from decimal import Decimal

from core.domain.artikel_regel import ArtikelRegel
from core.domain.registratie import Soort
from core.store import artikel_regels, journal
from core.store.connection import Connection


def test_rules_are_added_removed_and_replaced(db: Connection) -> None:
    first = artikel_regels.add(db, ArtikelRegel(Soort.UREN, "a", prijs=Decimal("95.00"), project_id="7"), "t")
    second = artikel_regels.add(db, ArtikelRegel(Soort.ONKOSTEN, "b", woord="parke", inferred=True), "t")
    assert artikel_regels.rules(db) == [first, second]
    assert (first.id, first.prijs, second.prijs, second.inferred) == (1, Decimal("95.00"), None, True)
    assert artikel_regels.remove(db, first.id, "t")
    assert not artikel_regels.remove(db, first.id, "t")
    artikel_regels.replace(db, [ArtikelRegel(Soort.KILOMETERS, "c")], "t")
    assert [rule.artikel_id for rule in artikel_regels.rules(db)] == ["c"]
    types = [event.type.removeprefix("artikelregel.") for event in journal.events(db)]
    assert types == ["gemaakt", "gemaakt", "verwijderd", "verwijderd", "gemaakt"]
