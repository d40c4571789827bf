"""A row of a file as registraties: hours, kilometers and an expense each by itself, as an hour of Time On is split."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from core.domain.money import ZERO, plain
from core.domain.registratie import Registratie, Soort
from core.store.imports import Origin
from core.timeon.imports.identity import PREFIX, Named

Part = tuple[Registratie, Origin]


@dataclass(frozen=True, slots=True)
class Names:
    """What the names in a row are in Time On: each answers an id, "" for none."""

    klant: Callable[[str, str], str]
    project: Callable[[str], str]
    medewerker: Callable[[str], str]


def parts(named: Named, names: Names, at: str, row_id: str = "") -> Iterator[Part]:
    """The registraties of a row, under `row_id` when it takes the place of another. `at` is stored time."""
    row, id_ = named.row, row_id or named.id
    for soort, present in (
        (Soort.UREN, bool(row.worked or row.billable)),
        (Soort.KILOMETERS, bool(row.kilometers)),
        (Soort.ONKOSTEN, bool(row.onkosten)),
    ):
        if not present:
            continue
        registratie = Registratie(
            id=f"{id_}:{soort}",
            hour_id="",
            soort=soort,
            datum=row.datum,
            klant_id=names.klant(row.klant, row.klantnummer),
            project_id=names.project(row.project),
            medewerker_id=names.medewerker(row.medewerker),
            omschrijving=row.omschrijving,
            seconds=row.billable if soort is Soort.UREN else 0,
            worked=row.worked if soort is Soort.UREN else 0,
            kilometers=row.kilometers if soort is Soort.KILOMETERS else ZERO,
            bedrag=row.onkosten if soort is Soort.ONKOSTEN else ZERO,
            facturabel=row.facturabel and (soort is not Soort.UREN or row.billable > 0),
            goedgekeurd=row.goedgekeurd,
            invoice_id=row.format if row.billed else "",
            fingerprint=_print(named),
        )
        origin = Origin(
            registratie.id, id_, named.alike, row.format, row.place.file, row.place.row, row.klant, row.klantnummer,
            row.project, row.medewerker, at,
        )  # fmt: skip
        yield registratie, origin


def own_id(kind: str, name: str) -> str:
    """The id of a project or medewerker that Time On does not know, so that it can be grouped by."""
    return f"{PREFIX}{kind}:{name}" if name else ""


def _print(named: Named) -> str:
    row = named.row
    facts = (
        row.datum.isoformat(), str(row.worked), str(row.billable), plain(row.kilometers), plain(row.onkosten), row.klant,
        row.klantnummer, row.project, row.medewerker, row.omschrijving, str(row.facturabel), str(row.billed),
        str(row.goedgekeurd),
    )  # fmt: skip
    return hashlib.sha256("\x1f".join(facts).encode("utf-8", "surrogatepass")).hexdigest()
