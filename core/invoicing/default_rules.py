"""Rules for what nobody made a rule for, inferred from the artikelen; a line made by one says so."""

import re
from collections import Counter
from collections.abc import Sequence

from core.domain.artikel_regel import ArtikelRegel
from core.domain.product import Artikel, Productgroep
from core.domain.registratie import Soort
from core.invoicing.rules import fold, words_of

_HOURS = {"uur", "uren", "u", "hour", "hr", "uurtarief"}
_KILOMETERS = {"km", "kilometer", "kilometers", "kms"}
_GENERAL = ("onkosten", "overige kosten", "verschotten", "kosten", "declarabele kosten")
_TAILS = ("kosten", "reis", "vergoeding")
_LEAST_WORD = 4


def default_rules(artikelen: Sequence[Artikel], productgroepen: Sequence[Productgroep] = ()) -> list[ArtikelRegel]:
    """At most one rule for uren and one for kilometers, and for onkosten one a word and one for the rest.

    Artikelen are taken in the order given; nonactieve and (when `productgroepen` are given) those of an unknown
    productgroep are left out.
    """
    groups = {groep.id for groep in productgroepen}
    usable = [a for a in artikelen if a.actief and (not groups or a.groep_id in groups)]
    rules = []
    uren = next((a for a in usable if _unit(a) in _HOURS), None)
    if uren is not None:
        rules.append(ArtikelRegel(Soort.UREN, uren.id, inferred=True))
    kilometers = next((a for a in usable if _unit(a) in _KILOMETERS), None) or next(
        (a for a in usable if fold(a.omschrijving).startswith("kilometer")), None
    )
    if kilometers is not None:
        rules.append(ArtikelRegel(Soort.KILOMETERS, kilometers.id, inferred=True))
    return rules + _expenses([a for a in usable if _unit(a) not in _HOURS | _KILOMETERS])


def _expenses(artikelen: Sequence[Artikel]) -> list[ArtikelRegel]:
    leading = Counter(words[0] for a in artikelen if (words := words_of(a.omschrijving)))
    rules = []
    for artikel in artikelen:
        words = words_of(artikel.omschrijving)
        if not words or len(words[0]) < _LEAST_WORD:
            continue
        shared = leading[words[0]] > 1 and len(words) > 1
        woord = f"{words[0]} {words[1]}" if shared else _stem(words[0])
        rules.append(ArtikelRegel(Soort.ONKOSTEN, artikel.id, woord=woord, inferred=True))
    general = next((a for a in artikelen if fold(a.omschrijving).startswith(_GENERAL)), None)
    if general is not None:
        rules.append(ArtikelRegel(Soort.ONKOSTEN, general.id, inferred=True))
    return rules


def _stem(word: str) -> str:
    """What *parkeerkosten* and *parkeren* share: without the tail of a compound, without a doubled vowel."""
    for tail in _TAILS:
        short = word.removesuffix(tail)
        if short != word and len(short) >= _LEAST_WORD:
            return re.sub(r"(a|e|o|u)\1([^aeiou])$", r"\1", short)
    return word


def _unit(artikel: Artikel) -> str:
    return fold(artikel.eenheid).strip(" .")
