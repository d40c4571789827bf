"""Artikelregels by hand: listed with their names, made and removed; what nobody decided follows the artikelen themselves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from core.clock import Clock, iso
from core.domain.artikel_regel import ArtikelRegel
from core.domain.product import Artikel
from core.domain.registratie import Soort
from core.errors import MovedError, NotFoundError, UsageError
from core.invoicing.context import catalogue
from core.invoicing.importing.parts import own_id
from core.invoicing.rules import words_of
from core.store import artikel_regels, observed
from core.store.connection import Connection, Database
from core.text import Sentence, say

T = TypeVar("T")

_COLUMNS = {"users": "medewerker_id", "projects": "project_id"}
_WORDS = {"users": say("medewerker"), "projects": say("project")}


@dataclass(frozen=True, slots=True)
class Ruled:
    """A rule with the names of what it is about; `artikel` is None when SnelStart no longer has it."""

    rule: ArtikelRegel
    artikel: Artikel | None
    medewerker: str = ""
    project: str = ""

    @property
    def key(self) -> str:
        """Names it in a list; a rule that was inferred has no id."""
        one = self.rule
        return str(one.id) if one.id else f"-{one.soort}:{one.woord}:{one.artikel_id}"

    def to_json(self) -> dict[str, Any]:
        """An item of `artikelregels list --json`."""
        found = self.artikel
        return self.rule.to_json() | {
            "artikel_code": found.code if found else None,
            "artikel": found.omschrijving if found else None,
            "medewerker": self.medewerker,
            "project": self.project,
        }


@dataclass(frozen=True, slots=True)
class Wanted:
    """A rule as a person asks for it: artikel by code, name or id; medewerker and project by name or id, "" for all."""

    soort: Soort
    artikel: str
    prijs: Decimal | None = None
    medewerker: str = ""
    project: str = ""
    category: str = ""
    woord: str = ""


@dataclass(slots=True)
class Ruling:
    """The rules of one koppeling."""

    database: Database
    clock: Clock

    async def all(self) -> list[Ruled]:
        """Those made by hand first, the most particular at the top; then what is inferred."""
        return await self.database.read(_all)

    async def choices(self) -> tuple[list[Artikel], list[tuple[str, str]], list[tuple[str, str]]]:
        """The active artikelen, and (id, name) of medewerkers and of projects."""

        def work(db: Connection) -> tuple[list[Artikel], list[tuple[str, str]], list[tuple[str, str]]]:
            known = [one for one in catalogue(db).artikelen if one.actief]
            return known, _named(db, "users"), _named(db, "projects")

        return await self.database.read(work)

    async def add(self, wanted: Wanted) -> Ruled:
        """Make one; it counts for declaraties made from now on.

        Raises NotFoundError for a name that is none or several, UsageError for a price or word that can't be, MovedError when
        the same conditions have a rule.
        """
        if wanted.prijs is not None and not wanted.prijs.is_finite():
            raise UsageError(say("De prijs is geen bruikbaar getal."))
        if wanted.woord and not words_of(wanted.woord):
            raise UsageError(say("In '{woord}' staat geen woord.", woord=wanted.woord))

        def work(db: Connection) -> Ruled:
            rule = ArtikelRegel(
                wanted.soort, _artikel(db, wanted.artikel).id, wanted.prijs, wanted.category,
                _one(db, "projects", wanted.project), _one(db, "users", wanted.medewerker), wanted.woord,
            )  # fmt: skip
            same = next((one for one in artikel_regels.rules(db) if _conditions(one) == _conditions(rule)), None)
            if same is not None:
                raise MovedError(
                    say("Regel {id} heeft dezelfde voorwaarden.", id=same.id),
                    advice=say("Verwijder die eerst: koppelbord artikelregels remove {id}.", id=same.id),
                )
            stored = artikel_regels.add(db, rule, iso(self.clock()))
            return next(one for one in _all(db) if one.rule.id == stored.id)

        return await self.database.write(work)

    async def remove(self, rule_id: int) -> None:
        """Take one away; concepts keep the lines they have. Raises NotFoundError."""
        if not await self.database.write(lambda db: artikel_regels.remove(db, rule_id, iso(self.clock()))):
            raise NotFoundError(say("Artikelregel {id}.", id=rule_id))


def _all(db: Connection) -> list[Ruled]:
    known = catalogue(db)
    artikelen = {one.id: one for one in known.artikelen}
    users, projects = dict(_named(db, "users")), dict(_named(db, "projects"))
    return [
        Ruled(one, artikelen.get(one.artikel_id), users.get(one.medewerker_id, one.medewerker_id),
              projects.get(one.project_id, one.project_id))
        for one in sorted(known.rules, key=lambda rule: (rule.inferred, rule.soort, -rule.weight, rule.id))
    ]  # fmt: skip


def _conditions(rule: ArtikelRegel) -> tuple[object, ...]:
    return (rule.soort, rule.category_id, rule.project_id, rule.medewerker_id, tuple(words_of(rule.woord)))


def _artikel(db: Connection, wanted: str) -> Artikel:
    known = [one for one in catalogue(db).artikelen if one.actief]
    return _only(
        [one for one in known if wanted in (one.id, one.code)]
        or [one for one in known if one.omschrijving.casefold() == wanted.casefold()]
        or [one for one in known if wanted and wanted.casefold() in one.omschrijving.casefold()],
        say("artikel"), wanted, lambda one: f"{one.code} {one.omschrijving}",
    )  # fmt: skip


def _named(db: Connection, kind: str) -> list[tuple[str, str]]:
    """(id, name) by name; those of imported files that Time On does not know are among them."""
    found = {id_: naam for id_, naam, _raw in observed.others(db, kind)}
    prefix = own_id(kind, "x")[:-1]
    query = f"SELECT DISTINCT {_COLUMNS[kind]} FROM registraties WHERE {_COLUMNS[kind]} LIKE ?"  # noqa: S608 - names of ours
    found |= {id_: id_.removeprefix(prefix) for (id_,) in db.execute(query, (f"{prefix}%",))}
    return sorted(found.items(), key=lambda pair: (pair[1].casefold(), pair[0]))


def _one(db: Connection, kind: str, wanted: str) -> str:
    if not wanted:
        return ""
    known = _named(db, kind)
    fits = [pair for pair in known if wanted == pair[0]] or [
        pair for pair in known if pair[1].casefold() == wanted.casefold()
    ]
    return _only(fits, _WORDS[kind], wanted, lambda pair: f"{pair[1]} ({pair[0]})")[0]


def _only(fits: Sequence[T], what: Sentence, wanted: str, name: Callable[[T], str]) -> T:
    if len(fits) == 1:
        return fits[0]
    names = ", ".join(name(one) for one in fits[:5])
    raise NotFoundError(
        say("Er zijn meer met {wat} {naam}: {namen}.", wat=what, naam=wanted, namen=names)
        if fits
        else say("Geen {wat} {naam}.", wat=what, naam=wanted)
    )
