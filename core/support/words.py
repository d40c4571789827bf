"""What an event of syncing, koppelen, calls and upkeep says in one sentence; those of invoicing have their own words."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from core.clock import from_iso
from core.domain.money import euro_text
from core.text import Sentence, mark, say

Words = Callable[[str, Mapping[str, Any]], Sentence]
"""From the type and the detail of an event to its sentence."""


class Weight(StrEnum):
    """How an event asks for attention: CALL is detail, STEP is progress, GOOD an end, HEED and BAD want a look."""

    CALL = "call"
    STEP = "step"
    GOOD = "good"
    HEED = "heed"
    BAD = "bad"


_WORDS = {
    "aanroep": mark("{method} {path}: {answer}, {ms} ms"),
    "aanroep.vergeten": mark("{calls} aanroepen konden niet worden opgeschreven"),
    "activering.afgehandeld": mark("wat SnelStart over een koppelsleutel postte ({action}): {outcome}"),
    "activering.bericht": mark("SnelStart postte over een koppelsleutel: {action}"),
    "activering.gevraagd": mark("activeringslink gemaakt"),
    "artikelregel.gemaakt": mark("regel van registratie naar artikel gemaakt"),
    "artikelregel.verwijderd": mark("regel van registratie naar artikel verwijderd"),
    "backup.gemaakt": mark("back-up gemaakt"),
    "backup.teruggezet": mark("back-up teruggezet"),
    "conflict.beslist": mark("veld {field}: {choice} telt"),
    "conflict.gevraagd": mark("veld {field} veranderde aan beide kanten"),
    "declaratie.akkoord": mark("akkoord gegeven door {door}"),
    "declaratie.akkoord.terug": mark("akkoord teruggenomen"),
    "declaratie.teruggezet": mark("teruggezet zoals hij was: {totaal} excl. btw"),
    "conflict.heropend": mark("veld {field}: het antwoord is teruggenomen"),
    "registraties.teruggenomen": mark("import van {bestand} teruggenomen: {registraties} registraties"),
    "declaratie.bewerkt": mark("bewerkt: {wat}"),
    "instellingen.gewijzigd": mark("instellingen gewijzigd: {names}"),
    "journal.ingekort": mark("{events} oude gebeurtenissen opgeruimd, tot {until}"),
    "kostenplaats.gekozen": mark("kostenplaats {nummer} gekozen"),
    "koppeling.afgerond": mark("afgerond: de koppeling is actief"),
    "koppeling.bewaard": mark("koppeling bewaard"),
    "koppeling.gekoppeld": mark("gekoppeld"),
    "koppeling.gelezen": mark("alles gelezen bij het koppelen"),
    "koppeling.gepauzeerd": mark("gepauzeerd door een mens"),
    "koppeling.gestart": mark("gestart met synchronisatie"),
    "koppeling.hervat": mark("hervat door een mens"),
    "koppeling.ontkoppeld": mark("ontkoppeld"),
    "koppeling.toestemming": mark("staande toestemming gewijzigd"),
    "login.gelukt": mark("ingelogd: de sleutel opent administratie {snelstart}"),
    "login.mislukt": mark("inloggen mislukt: {error}"),
    "verhuizing.begonnen": mark("verhuizing begonnen, van {koppelingen} koppelingen"),
    "verhuizing.klaar": mark("verhuisd: {koppelingen} koppelingen met {events} gebeurtenissen, {hash}"),
    "match.beslist": mark("match beslist: {verdict} ({by})"),
    "match.teruggenomen": mark("besluit over een match teruggenomen: {verdict}"),
    "sleutel.bewaard": mark("koppelsleutel bewaard: {where}"),
    "sleutel.vergeten": mark("koppelsleutel vergeten"),
    "sweep.onbekend": mark("order met een kenmerk dat niet van hier is"),
    "sync.adopted": mark("{label} bestond al, overgenomen"),
    "sync.gelezen": mark("beide kanten gelezen: {read} records, {changed} veranderd, {calls} aanroepen"),
    "sync.moved": mark("{label} niet geschreven: gewijzigd sinds het plan"),
    "sync.nagekomen": mark("{label} bleek toch gemaakt; er was intussen anders besloten, dus niet gekoppeld"),
    "sync.pauze": mark("gevraagd te wachten tot {until}: {reason}"),
    "sync.refused": mark("{label} geweigerd: {reason}"),
    "sync.run": mark("run klaar: {writes} geschreven, {refused} niet, {calls} aanroepen"),
    "sync.uitgebleven": mark("run bleef uit: {title}"),
    "sync.unknown": mark("{label}: onbekend of hij aankwam"),
    "sync.verstuurd": mark("verstuurd: {verb} {path}"),
    "sync.written": mark("{label} gemaakt"),
    "sync.wijziging.adopted": mark("{label} was al zo"),
    "sync.wijziging.moved": mark("{label} niet gewijzigd: veranderd sinds het plan"),
    "sync.wijziging.refused": mark("wijziging van {label} geweigerd: {reason}"),
    "sync.wijziging.unknown": mark("wijziging van {label}: onbekend of hij aankwam"),
    "sync.wijziging.written": mark("{label} gewijzigd"),
}
_BAD = ("push.geweigerd", "sync.uitgebleven", "login.mislukt", "order.verdwenen", "aanroep.vergeten")
_HEED = ("push.onbekend", "push.uitgesteld", "sweep.", "sync.pauze", "conflict.gevraagd", "order.gewijzigd")
_GOOD = ("push.beantwoord", "push.overgenomen", "sync.run", "koppeling.afgerond", "order.", "login.gelukt")
_LOWEST_BAD = 400


def words(type_: str, detail: Mapping[str, Any]) -> Sentence | None:
    """The sentence of an event that is known here, None for another's."""
    msgid = _WORDS.get(type_)
    if msgid is None:
        return None
    return say(msgid, **_Blank({**_plain(detail), **_derived(type_, detail)}))


def weight(type_: str, detail: Mapping[str, Any]) -> Weight:
    """How it asks for attention."""
    if type_ == "aanroep":
        status = detail.get("status")
        fine = status < _LOWEST_BAD if isinstance(status, int) else bool(detail.get("dropped"))
        return Weight.CALL if fine else Weight.HEED
    if type_.startswith(_BAD) or type_.endswith(".refused"):
        return Weight.BAD
    if type_.startswith(_HEED) or type_.endswith((".unknown", ".moved")):
        return Weight.HEED
    if type_ == "sync.run" and not detail.get("ok", True):
        return Weight.HEED
    good = type_.startswith(_GOOD) or type_.endswith((".written", ".adopted"))
    return Weight.GOOD if good else Weight.STEP


def _derived(type_: str, detail: Mapping[str, Any]) -> dict[str, object]:
    if type_ == "aanroep":
        status = detail.get("status")
        missed = say("niet op gewacht") if detail.get("dropped") else say("geen antwoord")
        return {"answer": missed if status is None else str(status)}
    if type_ == "sync.pauze" and isinstance(detail.get("until"), str):
        return {"until": _clock(str(detail["until"]))}
    if type_ == "sync.uitgebleven" and detail.get("title"):
        return {"title": say(str(detail["title"]))}
    changed = detail.get("changed")
    if type_ == "instellingen.gewijzigd" and isinstance(changed, Mapping):
        return {"names": ", ".join(map(str, changed))}
    return {}


def _clock(stored: str) -> str:
    """On the clock of this machine, as the line itself is timed."""
    try:
        return f"{from_iso(stored).astimezone():%d-%m %H:%M:%S}"
    except ValueError:
        return stored


def _plain(detail: Mapping[str, Any]) -> dict[str, str]:
    return {name: euro_text(str(value)) for name, value in detail.items() if isinstance(value, str | int)}


class _Blank(dict[str, object]):
    """Values for a sentence; what an older event does not tell is left open."""

    _NAMES = (
        "method", "path", "answer", "ms", "calls", "field", "choice", "door", "wat", "names", "events", "until", "snelstart",
        "error", "verdict", "by", "where", "label", "read", "changed", "reason", "writes", "refused", "title", "verb",
        "koppelingen", "hash",
    )  # fmt: skip

    def __init__(self, known: Mapping[str, object]) -> None:
        super().__init__({**dict.fromkeys(self._NAMES, "–"), **known})
