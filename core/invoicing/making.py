"""Making declaraties: a concept from chosen registraties, or one per klant for a month; and numbering one.

Everything here runs inside one transaction of the caller: what is refused leaves nothing behind.
"""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from core.clock import iso
from core.config import DEFAULT_LINE
from core.domain.declaratie import Declaratie, DeclaratieState, Regel
from core.domain.money import amount_text, total
from core.domain.registratie import Lock, Registratie
from core.errors import AppError, EmptyError, MovedError, NotFoundError, PersonNeededError, UsageError
from core.invoicing.compose import compose
from core.invoicing.context import Catalogue, catalogue
from core.invoicing.hours import changes, content_print
from core.invoicing.linetext import GroupBy
from core.invoicing.quantities import HoursRule
from core.invoicing.rules import RuleBook
from core.store import decisions, declaraties, regels, registraties
from core.store.connection import Connection
from core.store.regels import Source
from core.text import Sentence, say, t


@dataclass(frozen=True, slots=True)
class Skipped:
    """A klant without a declaratie, and why."""

    klant: str
    klant_id: str
    reason: Sentence | str

    def to_json(self) -> dict[str, Any]:
        """As answered by `declaraties create --json`."""
        return {"klant": self.klant, "klant_id": self.klant_id, "reason": str(self.reason)}


@dataclass(frozen=True, slots=True)
class MonthResult:
    """What `create_month` made; `total` is excluding btw."""

    created: tuple[Declaratie, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    @property
    def total(self) -> Decimal:
        """The sum of what was made."""
        return total(one.totaal for one in self.created)

    def to_json(self) -> dict[str, Any]:
        """The documented object of `declaraties create --json`."""
        return {
            "created": len(self.created),
            "total": amount_text(self.total),
            "skipped": [one.to_json() for one in self.skipped],
        }


@dataclass(frozen=True, slots=True)
class Maker:
    """How declaraties are made today."""

    hours_rule: HoursRule
    group_by: GroupBy
    datum: date
    now: datetime
    line_text: str = DEFAULT_LINE

    def make(self, db: Connection, ids: Sequence[str]) -> Declaratie:
        """One concept. Raises UsageError, NotFoundError, MovedError (held), PersonNeededError (no relatie, no artikel)."""
        chosen = registraties.by_ids(db, ids)
        missing = set(ids) - {one.id for one in chosen}
        if missing:
            raise NotFoundError(say("Registratie {ids}.", ids=", ".join(sorted(missing)[:5])))
        if not chosen:
            raise EmptyError(say("Er is niets geselecteerd."))
        klanten = {one.klant_id for one in chosen}
        if len(klanten) > 1:
            raise UsageError(say("De selectie is van {n} klanten; een declaratie is voor één klant.", n=len(klanten)))
        for one in chosen:
            _refuse_held(db, one)
        known = catalogue(db)
        return self._insert(db, chosen, known, RuleBook(known.rules, known.artikelen), decisions.couples(db))

    def make_month(self, db: Connection, year: int, month: int) -> MonthResult:
        """One concept per klant with free registraties in the month. Raises EmptyError when the month has none at all."""
        last = calendar.monthrange(year, month)[1]
        period = list(registraties.each(db, van=date(year, month, 1), tot=date(year, month, last)))
        if not period:
            raise EmptyError(say("In {period} zijn er geen registraties.", period=f"{month:02d}-{year}"))
        by_klant: dict[str, list[Registratie]] = {}
        for one in period:
            if one.lock is Lock.NONE:
                by_klant.setdefault(one.klant_id, []).append(one)
        known, couples = catalogue(db), decisions.couples(db)
        book = RuleBook(known.rules, known.artikelen)
        created: list[Declaratie] = []
        skipped: list[Skipped] = []
        for klant_id, free in sorted(by_klant.items(), key=lambda pair: (pair[1][0].klant.casefold(), pair[0])):
            try:
                created.append(self._insert(db, free, known, book, couples))
            except AppError as problem:
                skipped.append(Skipped(free[0].klant or t("zonder klant"), klant_id, problem.detail or problem.title))
        return MonthResult(tuple(created), tuple(skipped))

    def _insert(
        self,
        db: Connection,
        chosen: Sequence[Registratie],
        known: Catalogue,
        book: RuleBook,
        couples: Mapping[str, str],
    ) -> Declaratie:
        """Everything that can refuse comes before the first write."""
        klant_id, klant = chosen[0].klant_id, chosen[0].klant
        relatie_id = couples.get(klant_id, "")
        if not klant_id:
            raise PersonNeededError(say("Deze registraties horen bij geen klant."))
        if not relatie_id:
            raise PersonNeededError(
                say("{klant} is niet gekoppeld aan een relatie in SnelStart.", klant=klant or klant_id),
                advice=say("Koppel de klant in Match review, of maak hem in SnelStart; declareer daarna opnieuw."),
            )
        made = compose(
            chosen, book, known.artikelen, known.groepen, hours_rule=self.hours_rule, group_by=self.group_by,
            line_template=self.line_text, line_rule=known.line_rule,
        )  # fmt: skip
        if made.problems:
            first = made.problems[0]
            raise PersonNeededError(
                say("{n} registraties zonder artikel. {reason}", n=len(made.problems), reason=first.reason),
                advice=say("Maak een artikelregel voor deze soort, of zet het artikel in SnelStart weer op actief."),
            )
        declaratie = self._concept(db, chosen, relatie_id, made.regels)
        sources = {one.id: Source(one.id, one.hour_id, content_print(one)) for one in chosen}
        declaraties.insert(db, declaratie, sources)
        return declaratie

    def _concept(
        self, db: Connection, chosen: Sequence[Registratie], relatie_id: str, regels: tuple[Regel, ...]
    ) -> Declaratie:
        days = [one.datum for one in chosen]
        return Declaratie(
            id=str(declaraties.next_number(db, "declaratie")),
            nummer="",
            state=DeclaratieState.CONCEPT,
            klant_id=chosen[0].klant_id,
            klant=chosen[0].klant or chosen[0].klant_id,
            relatie_id=relatie_id,
            datum=self.datum,
            van=min(days),
            tot=max(days),
            regels=regels,
            created_at=self.now,
            group_by=self.group_by.value,
            hours_rule=self.hours_rule,
        )


def finalize(db: Connection, declaratie: Declaratie, datum: date, now: datetime) -> Declaratie:
    """A concept becomes openstaand with its number; one that has a number is answered as it is.

    Raises MovedError when a registratie changed since the concept was made, or when its klant was coupled elsewhere.
    """
    if declaratie.state is not DeclaratieState.CONCEPT:
        return declaratie
    if not declaratie.credits:
        refuse_changed(stored_changes(db, regels.sources(db, declaratie.id)))
        relatie_id = registraties.relatie_of(db, declaratie.klant_id)
        if relatie_id != declaratie.relatie_id:
            raise MovedError(
                say("{klant} is intussen aan een andere relatie gekoppeld.", klant=declaratie.klant),
                advice=say("Verwijder dit concept en maak het opnieuw."),
            )
    declaraties.number(db, declaratie, datum, iso(now))
    if declaratie.credits:
        declaraties.free_credited(db, declaratie, iso(now))
    return declaraties.refresh(db, declaratie)


def stored_changes(db: Connection, sources: Sequence[Source]) -> list[Sentence]:
    """What changed since in the file of the koppeling, one sentence a row."""
    return changes(sources, registraties.by_ids(db, [source.registratie_id for source in sources]))


def refuse_changed(changed: Sequence[Sentence]) -> None:
    """Raise MovedError naming the first row that changed, and how many more."""
    if not changed:
        return
    detail = (
        changed[0]
        if len(changed) == 1
        else say("{first} En nog {n} registraties.", first=changed[0], n=len(changed) - 1)
    )
    raise MovedError(
        detail, advice=say("Lees Time On opnieuw; verwijder het concept (of crediteer) en maak het opnieuw.")
    )


def need(db: Connection, id_or_nummer: str) -> Declaratie:
    """The declaratie; raises NotFoundError."""
    found = declaraties.load(db, id_or_nummer)
    if found is None:
        raise NotFoundError(say("Declaratie {id}.", id=id_or_nummer))
    return found


def delete(db: Connection, wanted: Sequence[str], at: str) -> list[str]:
    """Remove these concepts; answers the registraties that came free. Raises MovedError for one with a number."""
    found = [need(db, one) for one in wanted]
    for one in found:
        if one.state is not DeclaratieState.CONCEPT:
            raise MovedError(
                say("Declaratie {nummer} heeft een nummer en wordt niet verwijderd.", nummer=one.nummer),
                advice=say("Crediteer hem: een negatieve declaratie neemt hem terug."),
            )
    return [freed for one in found for freed in declaraties.delete(db, one, at)]


def _refuse_held(db: Connection, one: Registratie) -> None:
    if one.lock is Lock.NONE:
        return
    row = say("{datum} {medewerker} {text}", datum=f"{one.datum:%d-%m-%Y}", medewerker=one.medewerker,
              text=" ".join(one.omschrijving.split())[:60])  # fmt: skip
    if one.lock is Lock.DECLARED:
        holder = need(db, one.declaratie_id)
        raise MovedError(
            say("Registratie {id} ({row}) staat al op declaratie {nummer}.", id=one.id, row=row,
                nummer=holder.nummer or say("{id} (concept)", id=holder.id)),
            advice=say("Verwijder dat concept, of crediteer die declaratie."),
        )  # fmt: skip
    raise MovedError(
        say("Registratie {id} ({row}): {reason}.", id=one.id, row=row, reason=say(one.lock.label)),
        advice=say("Haal de registratie uit de selectie."),
    )
