"""The keys of the list of declaraties, in the order of the footer."""

from core.text import mark
from screens.keymap import Action
from screens.registreren import NEXT_TAB, PREVIOUS_TAB, TO_EVENTS, TO_KLANTEN, TO_REGISTRATIES

ACTIONS = (
    Action(
        "pause",
        "z",
        mark("pauze"),
        mark("Houd het versturen op na de declaratie die nu onderweg is; nog eens gaat door met de rest."),
    ),
    Action("stop", "s", mark("stop na deze"), mark("Stop het versturen na de declaratie die nu onderweg is.")),
    Action("open", "enter", mark("open"), mark("Toon de declaratie zoals die in SnelStart komt te staan.")),
    Action(
        "push",
        "p",
        mark("verstuur"),
        mark("Verstuur de gemarkeerde declaraties, of die onder de cursor; eerst wordt geteld."),
        writes=True,
    ),
    Action(
        "push_all",
        "P",
        mark("alles"),
        mark("Verstuur alles wat nog niet verstuurd is; eerst wordt geteld."),
        writes=True,
    ),
    Action(
        "follow",
        "o",
        mark("opvolgen"),
        mark("Kijk in SnelStart wat gefactureerd en betaald is, en ruim dubbele orders op."),
        writes=True,
    ),
    Action(
        "delete",
        "x",
        mark("verwijder"),
        mark("Verwijder concepten; hun registraties komen vrij. {algemeen.undo} haalt ze terug."),
        writes=True,
    ),
    TO_REGISTRATIES,
    TO_KLANTEN,
    TO_EVENTS,
    NEXT_TAB,
    PREVIOUS_TAB,
)
