"""A format: which heading of a product's export is which field of a registratie, and by which headings it is recognised."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

FIELDS = (
    "id", "datum", "einddatum", "begin", "eind", "pauze", "duur", "uren", "minuten", "seconden", "declarabel", "klant",
    "klantnummer", "project", "taak", "omschrijving", "medewerker", "voornaam", "achternaam", "facturabel",
    "gefactureerd", "factuur", "goedgekeurd", "kilometers", "onkosten", "soort",
)  # fmt: skip
"""`duur` is a duration in any notation; `uren`, `minuten`, `seconden` are numbers of those; `declarabel` is the part in
hours that is billed; `onkosten` euros; `gefactureerd` a yes or no and `factuur` the number of an invoice; `soort` the product's own kind of row.
"""
COUNTED = frozenset({"duur", "uren", "minuten", "seconden", "kilometers", "onkosten"})
_UNIT = re.compile(r"\s*\((?:[A-Z]{2,4}|[€$£]?)\)\s*$")


@dataclass(frozen=True, slots=True)
class Format:
    """`headings` are folded (see `fold`); one of the sets in `signature` must be there whole. `empty` are cells that say
    nothing, `pauses` kinds of row that are no work.
    """

    name: str
    label: str
    headings: Mapping[str, str]
    signature: tuple[frozenset[str], ...]
    empty: frozenset[str] = frozenset()
    pauses: frozenset[str] = frozenset()

    def field_of(self, heading: str) -> str:
        """The field that a heading names, "" when none."""
        return self.headings.get(fold(heading), "")

    def recognises(self, headings: Collection[str]) -> bool:
        """Whether these folded headings are of this product."""
        return any(wanted <= set(headings) for wanted in self.signature)


def fold(heading: str) -> str:
    """Letters and digits alone, without case, accents and a currency between brackets behind them."""
    bare = unicodedata.normalize("NFKD", _UNIT.sub("", heading.strip()).casefold())
    return "".join(letter for letter in bare if letter.isalnum())


def headings(**fields: str) -> dict[str, str]:
    """`field="heading, other heading"` turned about: folded heading to field."""
    return {fold(name): field for field, names in fields.items() for name in names.split(",")}


def signature(*sets: str) -> tuple[frozenset[str], ...]:
    """Each text a set of headings with commas between."""
    return tuple(_folded(names.split(",")) for names in sets)


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, names))
