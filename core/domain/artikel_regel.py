"""A rule of the bookkeeper: which artikel, and perhaps which price, a registratie becomes a line on."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.domain.money import plain
from core.domain.registratie import Soort


@dataclass(frozen=True, slots=True)
class ArtikelRegel:
    """Registraties of `soort` that fit every filled condition go on `artikel_id`.

    An empty condition fits all. `woord` holds beginnings of words, each of which must begin a word of the registratie's
    text (accents and case aside). `prijs` is euros excluding btw; None leaves it to the artikel, for onkosten to the
    registratie. `id` is 0 until stored; `inferred` marks a rule that koppelbord guessed from the artikelen.
    """

    soort: Soort
    artikel_id: str
    prijs: Decimal | None = None
    category_id: str = ""
    project_id: str = ""
    medewerker_id: str = ""
    woord: str = ""
    id: int = 0
    inferred: bool = False

    @property
    def weight(self) -> int:
        """How particular it is: the most particular rule that fits wins. A person weighs more than a project."""
        words = len(self.woord.split())
        return 16 * bool(self.medewerker_id) + 8 * bool(self.project_id) + 4 * bool(self.category_id) + min(words, 3)

    def to_json(self) -> dict[str, Any]:
        """As shown and stored in the journal; `prijs` decimal text or None."""
        return {
            "id": self.id,
            "soort": self.soort.value,
            "artikel_id": self.artikel_id,
            "prijs": None if self.prijs is None else plain(self.prijs),
            "category_id": self.category_id,
            "project_id": self.project_id,
            "medewerker_id": self.medewerker_id,
            "woord": self.woord,
            "inferred": self.inferred,
        }
