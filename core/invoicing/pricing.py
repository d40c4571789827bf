"""What each registratie brings in by the rules of today, by itself; a declaratie that groups them rounds once a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.domain.declaratie import Regel
from core.domain.money import ZERO
from core.domain.registratie import Registratie
from core.invoicing.compose import compose
from core.invoicing.context import catalogue
from core.invoicing.quantities import HoursRule
from core.invoicing.rules import RuleBook
from core.store.connection import Connection
from core.text import Sentence


@dataclass(frozen=True, slots=True)
class Priced:
    """A registratie with the line it would be, or why it can be none; `holder` names the declaratie that holds it."""

    registratie: Registratie
    regel: Regel | None = None
    problem: Sentence | None = None
    holder: str = ""

    @property
    def bedrag(self) -> Decimal:
        """Euros excluding btw; zero when it has no place on an artikel."""
        return self.regel.bedrag if self.regel else ZERO


class Pricer:
    """Prices by what is in force when it is made, however many are priced and however long after."""

    def __init__(self, db: Connection, hours_rule: HoursRule) -> None:
        known = catalogue(db)
        self._book = RuleBook(known.rules, known.artikelen)
        self._known = known
        self._hours_rule = hours_rule
        self._names = dict(db.execute("SELECT id, CASE nummer WHEN '' THEN id ELSE nummer END FROM declaraties"))

    def price(self, registraties: Sequence[Registratie]) -> list[Priced]:
        """Each with its line, in the order given."""
        known = self._known
        made = compose(
            registraties, self._book, known.artikelen, known.groepen,
            hours_rule=self._hours_rule, line_rule=known.line_rule,
        )  # fmt: skip
        regels = {regel.registraties[0]: regel for regel in made.regels}
        problems = {problem.registratie.id: problem.reason for problem in made.problems}
        return [
            Priced(one, regels.get(one.id), problems.get(one.id), self._names.get(one.declaratie_id, ""))
            for one in registraties
        ]
