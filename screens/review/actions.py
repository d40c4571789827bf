"""The keys of the review, in the order of the footer."""

from core.text import mark
from screens.keymap import Action

TO_KIND = Action("kind", "k", mark("soort"), mark("De andere soorten: klanten, producten, productgroepen."))
TAB_NEXT = Action("tab_next", "right,tab", "", mark("Volgende staat."))
TAB_PREVIOUS = Action("tab_previous", "left,shift+tab", "", mark("Vorige staat."))

ACTIONS = (
    Action(
        "accept",
        "a",
        mark("koppel"),
        mark(
            "Deze twee zijn één klant; van een voorstel of een keuze wordt een paar. Ook voor alle gemarkeerde rijen."
        ),
        writes=True,
    ),
    Action("reject", "x", mark("niet"), mark("Deze twee zijn niet dezelfde."), writes=True),
    Action(
        "other", "c", mark("andere"), mark("Zoek aan de andere kant en kies een ander; {review.accept} koppelt daarna.")
    ),
    Action(
        "create",
        "plus",
        mark("nieuw"),
        mark("Maak deze klant nieuw aan de andere kant, bij de synchronisatie."),
        writes=True,
    ),
    Action("ignore", "i", mark("negeer"), mark("Laat deze rij buiten de koppeling."), writes=True),
    Action("whole", "v", mark("meer"), mark("Waarom, voluit: alle velden naast elkaar; nog eens: weer klein.")),
    Action("source", "w", mark("bron"), mark("Wat je in Time On of SnelStart zelf kunt hernoemen of hernummeren.")),
    Action("plan", "p", mark("plan"), mark("Naar het plan: wat zou er geschreven worden.")),
    Action("bulk", "A", mark("eenduidige"), mark("Accepteer alles wat eenduidig is; eerst wordt geteld."), writes=True),
    TO_KIND,
    Action("redo", "U,ctrl+r", "", mark("Doe opnieuw wat ongedaan werd."), writes=True),
    Action("repeat", "full_stop", "", mark("Herhaal het laatste besluit voor deze rij."), writes=True),
    Action(
        "spelling",
        "S",
        "",
        mark("Koppel alle paren die alleen in spelling verschillen; eerst wordt geteld."),
        writes=True,
    ),
    Action(
        "choose",
        "enter",
        "",
        mark("Toon de kandidaten of de leden van de knoop, om te kiezen; {tabel.mark} kiest er in een knoop meer."),
    ),
    TAB_NEXT,
    TAB_PREVIOUS,
)
