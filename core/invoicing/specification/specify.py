"""The specification of one declaratie, from the koppeling's file."""

from core.domain.declaratie import Declaratie
from core.invoicing.btw import BtwRounding, btw_for, totals
from core.invoicing.context import company, korting_of
from core.invoicing.hours import content_print
from core.invoicing.specification.content import Content, content
from core.invoicing.specification.document import Document, draw
from core.store import records, regels, registraties
from core.store.connection import Connection


def name_of(declaratie: Declaratie) -> str:
    """The file name; it names the document at the boeking too, so that it is found there again."""
    return f"Specificatie {declaratie.nummer or f'concept {declaratie.id}'}.pdf"


def gather(db: Connection, declaratie: Declaratie, rounding: BtwRounding = "group") -> Content:
    """What stands in it. A registratie that is no longer what was declared is left out and counted."""
    made_of = {source.registratie_id: source.fingerprint for source in regels.sources(db, declaratie.id)}
    unchanged = [one for one in registraties.by_ids(db, made_of) if content_print(one) == made_of[one.id]]
    btw = btw_for(declaratie.regels, records.btw_tarieven(db), declaratie.datum, rounding, korting_of(db, declaratie))
    return content(declaratie, company(db), btw, totals(declaratie.regels, btw), unchanged)


def specify(db: Connection, declaratie: Declaratie, rounding: BtwRounding = "group") -> Document:
    """The PDF."""
    return draw(gather(db, declaratie, rounding), name_of(declaratie))
