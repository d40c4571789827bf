"""Which artikel and which price a registratie gets: the most particular rule that fits, named on the line.

A rule that a person made goes before every inferred one.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.domain.artikel_regel import ArtikelRegel
from core.domain.product import Artikel
from core.domain.registratie import Registratie, Soort
from core.text import Sentence, say

__all__ = ["ArtikelRegel", "Choice", "RuleBook", "choose"]

_LETTERS = str.maketrans("ıøłđ", "iold")


@dataclass(frozen=True, slots=True)
class Choice:
    """The artikel, euros a unit excluding btw, and which rule fired."""

    artikel: Artikel
    prijs: Decimal
    why: Sentence


class RuleBook:
    """Rules made ready for many registraties: sorted once, and what only ids decide is remembered."""

    def __init__(self, rules: Iterable[ArtikelRegel], artikelen: Iterable[Artikel]) -> None:
        self._artikelen = {artikel.id: artikel for artikel in artikelen}
        self._rules: dict[Soort, list[ArtikelRegel]] = {soort: [] for soort in Soort}
        for rule in sorted(rules, key=lambda one: (one.inferred, -one.weight, one.id)):
            self._rules[rule.soort].append(rule)
        self._by_word = {soort for soort, known in self._rules.items() if any(rule.woord for rule in known)}
        self._known: dict[tuple[str, ...], ArtikelRegel | None] = {}
        self._made: dict[ArtikelRegel, Choice | Sentence] = {}

    def choose(self, registratie: Registratie) -> Choice | Sentence:
        """The choice, or the reason why there is none."""
        rule = self._rule(registratie)
        if rule is None:
            return say(
                "Geen artikelregel voor {soort}: {text}.", soort=registratie.soort.value, text=_short(registratie)
            )
        if rule.medewerker_id or rule.project_id or (rule.prijs is None and rule.soort is Soort.ONKOSTEN):
            return self._choose(rule, registratie)
        if rule not in self._made:
            self._made[rule] = self._choose(rule, registratie)
        return self._made[rule]

    def _choose(self, rule: ArtikelRegel, registratie: Registratie) -> Choice | Sentence:
        artikel = self._artikelen.get(rule.artikel_id)
        if artikel is None:
            return say("Het artikel van de regel voor {soort} bestaat niet meer in SnelStart.", soort=rule.soort.value)
        if not artikel.actief:
            return say(
                "Artikel {code} {artikel} is nonactief in SnelStart.", code=artikel.code, artikel=artikel.omschrijving
            )
        prijs = rule.prijs
        if prijs is None:
            prijs = registratie.bedrag if registratie.soort is Soort.ONKOSTEN else artikel.prijs
        return Choice(artikel, prijs, _why(rule, registratie))

    def _rule(self, registratie: Registratie) -> ArtikelRegel | None:
        soort, text = registratie.soort, registratie.omschrijving
        text = text if soort in self._by_word else ""
        key = (soort, registratie.category_id, registratie.project_id, registratie.medewerker_id, text)
        if key not in self._known:
            self._known[key] = next((rule for rule in self._rules[soort] if _fits(rule, registratie)), None)
        return self._known[key]


def choose(registratie: Registratie, rules: Sequence[ArtikelRegel], artikelen: Sequence[Artikel]) -> Choice | Sentence:
    """One registratie by itself; `RuleBook` is the same for many."""
    return RuleBook(rules, artikelen).choose(registratie)


def fold(text: str) -> str:
    """Text for comparing words: no case, no accents."""
    folded = text.casefold().translate(_LETTERS)
    if folded.isascii():
        return folded
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))


def words_of(text: str) -> list[str]:
    """Its words, folded, in order."""
    return "".join(c if c.isalnum() else " " for c in fold(text)).split()


def _fits(rule: ArtikelRegel, registratie: Registratie) -> bool:
    if rule.category_id and rule.category_id != registratie.category_id:
        return False
    if rule.project_id and rule.project_id != registratie.project_id:
        return False
    if rule.medewerker_id and rule.medewerker_id != registratie.medewerker_id:
        return False
    if not rule.woord:
        return True
    text = words_of(registratie.omschrijving)
    return all(any(word.startswith(begin) for word in text) for begin in words_of(rule.woord))


def _why(rule: ArtikelRegel, registratie: Registratie) -> Sentence:
    conditions = [
        f"{name} {value}"
        for name, value in (
            ("medewerker", rule.medewerker_id and (registratie.medewerker or rule.medewerker_id)),
            ("project", rule.project_id and (registratie.project or rule.project_id)),
            ("categorie", rule.category_id),
            ("woord", rule.woord),
        )
        if value
    ]
    values = {"soort": rule.soort.value, "conditions": ", ".join(conditions)}
    if rule.inferred:
        if conditions:
            return say("Afgeleid uit de artikelen: {soort}, {conditions}.", **values)
        return say("Afgeleid uit de artikelen: {soort}.", soort=rule.soort.value)
    if conditions:
        return say("Regel {id}: {soort}, {conditions}.", id=rule.id, **values)
    return say("Regel {id}: {soort}.", id=rule.id, soort=rule.soort.value)


def _short(registratie: Registratie) -> str:
    text = " ".join(registratie.omschrijving.split())
    return f"{registratie.datum:%d-%m-%Y} {text[:60]}".strip()
