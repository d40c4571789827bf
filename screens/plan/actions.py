"""The keys of the plan, in the order of the footer."""

from core.text import mark
from screens.keymap import Action

ACTIONS = (
    Action(
        "start",
        "S",
        mark("Starten met synchronisatie"),
        mark("Schrijf dit plan. Alleen deze toets schrijft."),
        writes=True,
    ),
    Action("skip", "x", mark("sla over"), mark("Sla de gemarkeerde regels over, of neem ze weer op.")),
    Action("stop", "A", mark("breek af"), mark("Breek af wat nu loopt, tussen twee pagina's; niets gaat verloren.")),
    Action("again", "o", mark("opnieuw"), mark("Maak het plan opnieuw.")),
    Action("finish", "f", mark("Afronden"), mark("Verder naar Afronden.")),
    Action("review", "r", "", mark("Terug naar de match review.")),
)
