"""The rows of a file beside what was imported before: new, the same, or changed, and how sure that is. Pure.

A row under a known name is that row. A row under a new name that resembles exactly what was there (day, begin, person,
klant, project) may be that row changed, or another one: a person says which.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.domain.money import plain
from core.domain.registratie import Registratie, Soort
from core.invoicing.importing.results import Difference
from core.text import mark, t
from core.timeon.imports.contradictions import clock
from core.timeon.imports.identity import Named


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of the file and the row it takes the place of; `old` is "" for a new one. `certain` as in `Change`."""

    named: Named
    old: str = ""
    certain: bool = True


def pairs(
    rows: Sequence[Named],
    known: Collection[str],
    alike: Mapping[str, Sequence[str]],
    same: Mapping[str, Collection[str]],
) -> list[Pair]:
    """Each row with what it may take the place of.

    `known` are names of rows imported before, `alike` such names by what they resemble, `same` those that equal a row of
    the file in everything but the name, by that row's name: one that replaced another kept the other's name.
    """
    here = {one.id for one in rows}
    left: dict[str, list[Named]] = {}
    found: dict[str, Pair] = {}
    for one in rows:
        if one.id in known:
            found[one.id] = Pair(one, one.id)
        else:
            left.setdefault(one.alike, []).append(one)
    for kind, fresh in left.items():
        free = [old for old in alike.get(kind, ()) if old not in here]
        for one in list(fresh):
            equal = next((old for old in free if old in same.get(one.id, ())), None)
            if equal is not None:
                found[one.id] = Pair(one, equal)
                free.remove(equal)
                fresh.remove(one)
        for at, one in enumerate(fresh):
            found[one.id] = Pair(one, free[at], certain=False) if at < len(free) else Pair(one)
    return [found[one.id] for one in rows]


def differences(old: Iterable[Registratie], new: Iterable[Registratie]) -> tuple[Difference, ...]:
    """Field by field what changed between the parts of a row; a klant that was waited for is no change."""
    before = {one.soort: one for one in old}
    after = {one.soort: one for one in new}
    found: list[Difference] = []
    for soort in Soort:
        a, b = before.get(soort), after.get(soort)
        if a is None and b is None:
            continue
        left, right = _facts(a), _facts(b)
        found += [
            Difference(label, left.get(label, ""), right.get(label, ""))
            for label in _LABELS
            if left.get(label, "") != right.get(label, "")
        ]
        if a and b and a.klant_id and b.klant_id and a.klant_id != b.klant_id:
            found.append(Difference(mark("klant"), a.klant_id, b.klant_id))
    return tuple(dict.fromkeys(found))


_LABELS = (
    mark("datum"), mark("duur"), mark("kilometers"), mark("onkosten"), mark("omschrijving"), mark("project"),
    mark("medewerker"), mark("facturabel"), mark("gefactureerd"), mark("goedgekeurd"),
)  # fmt: skip
STATE = frozenset({"gefactureerd", "goedgekeurd", "facturabel"})
"""What may change of a row without it being another piece of work."""


def _facts(one: Registratie | None) -> dict[str, str]:
    if one is None:
        return {}
    counted = {
        Soort.UREN: ("duur", clock(one.seconds)),
        Soort.KILOMETERS: ("kilometers", plain(one.kilometers.normalize())),
        Soort.ONKOSTEN: ("onkosten", plain(one.bedrag.normalize())),
    }
    label, amount = counted[one.soort]
    return {
        "datum": one.datum.isoformat(),
        label: amount,
        "omschrijving": one.omschrijving,
        "project": one.project_id,
        "medewerker": one.medewerker_id,
        "facturabel": _word(yes=one.facturabel),
        "gefactureerd": _word(yes=bool(one.invoice_id)),
        "goedgekeurd": _word(yes=one.goedgekeurd),
    }


def _word(*, yes: bool) -> str:
    return t("ja") if yes else t("nee")
