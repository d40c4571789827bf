"""What a person can do on the Tijdlijn."""

from core.text import mark, t
from screens.keymap import Action
from screens.supporting import BUNDLE, TO_DIAGNOSE

ACTIONS = (
    Action("forward", "right", "", mark("Naar de volgende gebeurtenis die aandacht vraagt.")),
    Action("backward", "left", "", mark("Naar de vorige gebeurtenis die aandacht vraagt.")),
    Action("moment", "m", mark("moment"), mark("Ga naar een moment: 09:14, of 24-11 09:14.")),
    Action("known", "w", mark("wat wisten we"), mark("Alles wat op dit moment bekend was, naast wat nu bekend is.")),
    Action(
        "compare",
        "d",
        mark("vergelijk"),
        mark("Onthoud dit moment; nog eens {tijdlijn.compare} toont het verschil met een ander."),
    ),
    Action("record", "r,enter", mark("record"), mark("Alles wat dit record ooit raakte, aan beide kanten.")),
    Action(
        "journal",
        "v",
        mark("ander verslag"),
        mark("Van koppelbord zelf: een verslag dat een home meebracht in het kantoor."),
    ),
    Action("calls", "a", mark("aanroepen"), mark("Toon ook de aanroepen, of verberg ze weer.")),
    Action(
        "screens",
        "M",
        mark("alles toen"),
        mark("In een bundel: toon alle schermen zoals ze op dit moment stonden."),
    ),
    TO_DIAGNOSE,
    BUNDLE,
)

_AT_A_PLACE = ("known", "compare", "forward", "backward", "moment", "screens")
_RECORDS = ("declaratie:", "klant:")


def reason(action: str, record: str, *, home: bool, replay: bool, empty: bool, kept: bool) -> str:
    """Why it can't be done: of the journal of the home, outside a bundle, on an event about no record, without
    events, without another journal.
    """
    if action in ("diagnose", "bundle") and home:
        return t("Dit is het verslag van koppelbord zelf, niet van een koppeling.")
    if action == "journal" and not kept:
        return t("Er is geen ander verslag bewaard.")
    if action == "record" and not record.startswith(_RECORDS):
        return t("Deze gebeurtenis gaat niet over een klant of declaratie.")
    if action == "screens" and not replay:
        return t("Alleen een geopende bundel kan een ander moment tonen.")
    return t("Er gebeurde nog niets.") if action in _AT_A_PLACE and empty else ""
