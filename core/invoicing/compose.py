"""Registraties to lines: artikel and price by rule, grouped, counted, rounded to cents once a line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from core.config import DEFAULT_LINE
from core.domain.artikel_regel import ArtikelRegel
from core.domain.declaratie import Regel
from core.domain.money import rounded, times, total
from core.domain.product import Artikel, Productgroep
from core.domain.registratie import Registratie, Soort
from core.invoicing.lineamount import LineRule, line_amount
from core.invoicing.linetext import GroupBy, clean, group_key, line_text
from core.invoicing.quantities import HoursRule, exact_hours, hours_of_all
from core.invoicing.rules import Choice, RuleBook
from core.text import Sentence

_EXACT = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Problem:
    """A registratie that can't be put on a line, and why."""

    registratie: Registratie
    reason: Sentence


@dataclass(frozen=True, slots=True)
class Composition:
    """The lines in the order of their first registratie, and what found no place."""

    regels: tuple[Regel, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def totaal(self) -> Decimal:
        """The sum of the lines, excluding btw."""
        return total(regel.bedrag for regel in self.regels)


@dataclass(slots=True)
class _Line:
    choice: Choice
    registraties: list[Registratie] = field(default_factory=list)


def compose(
    registraties: Iterable[Registratie],
    rules: Sequence[ArtikelRegel] | RuleBook,
    artikelen: Sequence[Artikel],
    groepen: Sequence[Productgroep],
    *,
    hours_rule: HoursRule = "decimals",
    group_by: GroupBy | str = GroupBy.NONE,
    line_template: str = DEFAULT_LINE,
    line_rule: LineRule = "",
) -> Composition:
    """Lines of one klant. `bedrag` is aantal x prijs to cents by `line_rule`; `exact` what it is without any rounding."""
    book = rules if isinstance(rules, RuleBook) else RuleBook(rules, artikelen)
    soorten = {groep.id: groep.btw_soort for groep in groepen}
    grouping = GroupBy(group_by)
    lines: dict[tuple[object, ...], _Line] = {}
    problems = []
    for one in sorted(registraties, key=lambda r: (r.datum, r.id)):
        choice = book.choose(one)
        if isinstance(choice, Sentence):
            problems.append(Problem(one, choice))
            continue
        key = (one.soort, choice.artikel.id, choice.prijs, group_key(one, grouping))
        lines.setdefault(key, _Line(choice)).registraties.append(one)
    regels = tuple(_regel(line, soorten, hours_rule, grouping, line_template, line_rule) for line in lines.values())
    return Composition(regels, tuple(problems))


def _regel(
    line: _Line, soorten: dict[str, str], hours_rule: HoursRule, group_by: GroupBy, template: str, line_rule: LineRule
) -> Regel:
    artikel, prijs = line.choice.artikel, line.choice.prijs
    aantal, exact = _quantity(line.registraties, hours_rule)
    return Regel(
        artikel_id=artikel.id,
        artikel=clean(artikel.omschrijving),
        omschrijving=line_text(line.registraties, artikel.omschrijving, group_by, template),
        aantal=aantal,
        prijs=prijs,
        bedrag=line_amount(aantal, prijs, line_rule),
        btw_soort=soorten.get(artikel.groep_id, ""),
        exact=rounded(times(exact, prijs), _EXACT),
        rule=line.choice.why,
        registraties=tuple(one.id for one in line.registraties),
    )


def _quantity(registraties: Sequence[Registratie], hours_rule: HoursRule) -> tuple[Decimal, Decimal]:
    match registraties[0].soort:
        case Soort.UREN:
            seconds = [one.seconds for one in registraties]
            return hours_of_all(seconds, hours_rule), exact_hours(sum(seconds))
        case Soort.KILOMETERS:
            kilometers = total(one.kilometers for one in registraties)
            return kilometers, kilometers
        case Soort.ONKOSTEN:
            count = Decimal(len(registraties))
            return count, count
