"""The keys of the sync screen, in the order of the footer."""

from core.text import mark
from screens.keymap import Action
from screens.registreren import NEXT_TAB, PREVIOUS_TAB, TO_EVENTS, TO_KLANTEN, TO_SYNC

ACTIONS = (
    Action(
        "open",
        "enter",
        mark("open"),
        mark("Ga de run in, open het plan van wat onderweg is, of kies bij een conflict."),
    ),
    Action("stop", "A", mark("breek af"), mark("Breek af wat nu loopt, tussen twee pagina's; niets gaat verloren.")),
    TO_SYNC,
    Action(
        "plan", "p", mark("plan"), mark("Toon het plan van nu, regel voor regel; zonder te lezen, zonder te schrijven.")
    ),
    Action(
        "decide",
        "d",
        mark("beslis"),
        mark("Beslis de gemarkeerde conflicten: Time On, SnelStart, of ze mogen verschillen."),
        writes=True,
    ),
    Action("take_back", "T", mark("draai terug"), mark("Toon het plan dat deze run terugdraait; schrijft nog niets.")),
    Action("pause", "z", mark("pauzeer"), mark("Laat deze koppeling rusten: niets loopt meer vanzelf."), writes=True),
    Action(
        "resume",
        "h",
        mark("hervat"),
        mark("Laat de koppeling weer lopen, ook als een dienst vroeg te wachten."),
        writes=True,
    ),
    TO_KLANTEN,
    Action("review", "r", "", mark("Naar de match review.")),
    TO_EVENTS,
    NEXT_TAB,
    PREVIOUS_TAB,
)
