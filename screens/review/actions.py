"""The keys of the review, in the order of the footer."""

from core.text import mark
from screens.keymap import Action

ACTIONS = (
    Action(
        "accept",
        "a",
        mark("koppel"),
        mark("Deze twee zijn één klant; van een voorstel of een keuze wordt een paar."),
        writes=True,
    ),
    Action("reject", "x", mark("niet"), mark("Deze twee zijn niet dezelfde."), writes=True),
    Action("other", "c", mark("andere"), mark("Zoek aan de andere kant en kies een ander; a koppelt daarna.")),
    Action(
        "create",
        "plus",
        mark("nieuw"),
        mark("Maak deze klant nieuw aan de andere kant, bij de synchronisatie."),
        writes=True,
    ),
    Action("ignore", "i", mark("negeer"), mark("Laat deze rij buiten de koppeling."), writes=True),
    Action("undo", "u", mark("ongedaan"), mark("Maak het laatste besluit ongedaan."), writes=True),
    Action("plan", "p", mark("plan"), mark("Naar het plan: wat zou er geschreven worden.")),
    Action("redo", "U,ctrl+r", "", mark("Doe opnieuw wat ongedaan werd."), writes=True),
    Action("bulk", "A", mark("eenduidige"), mark("Accepteer alles wat eenduidig is; eerst wordt geteld."), writes=True),
    Action(
        "spelling",
        "S",
        "",
        mark("Koppel alle paren die alleen in spelling verschillen; eerst wordt geteld."),
        writes=True,
    ),
    Action("choose", "enter", "", mark("Toon de kandidaten of de leden van de knoop, om er een te kiezen.")),
    Action("tab_next", "right,tab", "", mark("Volgende staat.")),
    Action("tab_previous", "left,shift+tab", "", mark("Vorige staat.")),
)
