"""Are the hours still what the declaratie was made of? Read again right before a push; any change refuses, by row.

Imported registraties have no hour in Time On: they are compared with what is stored of them.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from core.domain.money import plain
from core.domain.registratie import Registratie
from core.invoicing.ports import TimeOnPort
from core.store.regels import Source
from core.text import Sentence, say
from core.timeon import wire

Parse = Callable[[Mapping[str, Any]], Sequence[Registratie]]


def content_print(registratie: Registratie) -> str:
    """sha256 over what is billed: an approval in Time On changes the row but not the invoice."""
    r = registratie
    facts = (
        r.id, r.soort.value, r.datum.isoformat(), r.klant_id, r.project_id, r.medewerker_id, r.category_id,
        " ".join(r.omschrijving.split()), str(r.seconds), plain(r.kilometers.normalize()), plain(r.bedrag.normalize()),
        str(r.facturabel),
    )  # fmt: skip
    return hashlib.sha256("\x1f".join(facts).encode("utf-8", "surrogatepass")).hexdigest()


async def check_hours(
    timeon: TimeOnPort, sources: Sequence[Source], parse: Parse = wire.billed_parts
) -> list[Sentence]:
    """What changed in Time On since, one sentence a row; empty when nothing did. Imported rows are left out."""
    ids = list(dict.fromkeys(source.hour_id for source in sources if source.hour_id))
    if not ids:
        return []
    rows = await timeon.hours_by_id(ids)
    return changes((one for one in sources if one.hour_id), [part for row in rows for part in parse(row)])


def changes(sources: Iterable[Source], now: Iterable[Registratie]) -> list[Sentence]:
    """Compare what was declared with what is there now."""
    current = {registratie.id: registratie for registratie in now}
    found = (_change(source, current.get(source.registratie_id)) for source in sources)
    return [sentence for sentence in found if sentence is not None]


def _change(source: Source, now: Registratie | None) -> Sentence | None:
    where = say("Time On") if source.hour_id else say("het geïmporteerde bestand")
    if now is None or now.deleted:
        return say("Registratie {id} is verdwenen uit {waar}.", id=source.registratie_id, waar=where)
    if now.invoice_id:
        return say("Registratie {id} van {datum} is intussen gefactureerd in {waar}.", id=now.id, datum=_day(now),
                   waar=where)  # fmt: skip
    if content_print(now) != source.fingerprint:
        return say("Registratie {id} van {datum} is gewijzigd in {waar}: {text}.", id=now.id, datum=_day(now), waar=where,
                   text=" ".join(now.omschrijving.split())[:60])  # fmt: skip
    return None


def _day(registratie: Registratie) -> str:
    return f"{registratie.datum:%d-%m-%Y}"
