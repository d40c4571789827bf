"""The chain of evidence of one declaratie, from the journal: that it exists once, or where it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from core.domain.events import Event
from core.domain.money import euro_text
from core.text import Sentence, mark, say

_WORDS = {
    "declaratie.gemaakt": mark("gemaakt voor {klant}: {regels} regels, {totaal} excl. btw"),
    "declaratie.genummerd": mark("openstaand gemaakt met nummer {nummer}"),
    "declaratie.bewerkt": mark("bewerkt: {wat}, nu {totaal}"),
    "declaratie.akkoord": mark("akkoord van {door}"),
    "declaratie.akkoord.terug": mark("akkoord teruggenomen"),
    "declaratie.teruggezet": mark("teruggezet zoals hij was: {totaal} excl. btw"),
    "declaratie.verwijderd": mark("verwijderd; registraties vrijgegeven"),
    "declaratie.gecrediteerd": mark("gecrediteerd; registraties vrijgegeven"),
    "declaratie.achterhaald": mark("de registraties erachter zijn gewijzigd: {reden}"),
    "declaratie.gearchiveerd": mark("naar archief"),
    "push.bedoeld": mark("bedoeld: kenmerk {marker}, {regels} regels, {totaal}"),
    "push.geclaimd": mark("opgepakt door één run (volgnummer {fence})"),
    "push.losgelaten": mark("losgelaten"),
    "push.gezocht": mark("gezocht op kenmerk {marker}: {aantal} gevonden"),
    "push.verstuurd": mark("verstuurd"),
    "push.beantwoord": mark("beantwoord: order {nummer}"),
    "push.overgenomen": mark("bestond al en is overgenomen: order {nummer}"),
    "push.onbekend": mark("onbekend of hij aankwam: {reden}"),
    "push.geweigerd": mark("geweigerd: {reden}"),
    "push.uitgesteld": mark("niet verstuurd: {reden}"),
    "push.opgegeven": mark("opgegeven: {reden}"),
    "sweep.verplaatst": mark("dubbele order gevonden; {nummer} is gehouden"),
    "sweep.dubbel": mark("dubbele order {nummer} gevonden naast {gehouden}"),
    "sweep.verwijderd": mark("dubbele order {nummer} verwijderd"),
    "sweep.geparkeerd": mark("dubbele order laten staan: {reden}"),
    "order.verdwenen": mark("order {nummer} is niet meer in SnelStart"),
    "order.terug": mark("order {nummer} is weer gevonden"),
    "order.gewijzigd": mark("in SnelStart gewijzigd: {reden}"),
    "order.gefactureerd": mark("gefactureerd: factuur {nummer}"),
    "order.betaling": mark("openstaand saldo {saldo}"),
    "order.betaald": mark("betaald"),
    "document.bedoeld": mark("specificatie bedoeld voor de boeking: {naam}"),
    "document.verstuurd": mark("specificatie verstuurd: {naam}"),
    "document.aangehangen": mark("specificatie aangehangen: {naam}"),
    "document.gevonden": mark("specificatie stond er al: {naam}"),
    "document.onbekend": mark("onbekend of de specificatie aankwam: {reden}"),
    "document.geweigerd": mark("specificatie geweigerd: {reden}"),
    "document.uitgesteld": mark("specificatie niet verstuurd"),
}

_BLANK = dict.fromkeys(
    ("klant", "regels", "totaal", "nummer", "marker", "fence", "reden", "saldo", "wat", "door", "gehouden", "naam"), ""
)


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One event: stored time text, its type, what happened in words, its facts, and its place in the chain."""

    seq: int
    at: str
    type: str
    what: Sentence
    detail: Mapping[str, Any]
    hash: str
    actor: str = ""

    def to_json(self) -> dict[str, Any]:
        """One row of `declaraties evidence --json`."""
        return {
            "seq": self.seq,
            "at": self.at,
            "type": self.type,
            "what": str(self.what),
            "detail": dict(self.detail),
            "actor": self.actor,
            "hash": self.hash,
        }


def chain(events: Iterable[Event]) -> list[EvidenceLine]:
    """The events of one declaratie as lines, in order."""
    return [EvidenceLine(e.seq, e.at, e.type, words(e.type, e.detail), e.detail, e.hash, e.actor) for e in events]


def words(type_: str, detail: Mapping[str, Any]) -> Sentence:
    """What an event says; its type when it is not one of invoicing."""
    msgid = _WORDS.get(type_)
    if msgid is None:
        return say(type_)
    values = {name: euro_text(str(value)) for name, value in detail.items() if isinstance(value, str | int)}
    found = detail.get("gevonden")
    return say(msgid, **{**_BLANK, **values, "aantal": str(len(found)) if isinstance(found, list) else ""})
