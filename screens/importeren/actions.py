"""The keys of importing, in the order of the footer."""

from core.text import mark
from screens.keymap import Action
from screens.registreren import NEXT_TAB, PREVIOUS_TAB, TO_REGISTRATIES

ACTIONS = (
    Action(
        "preview", "v", mark("voorbeeld"), mark("Lees het bestand met de aangewezen kolommen en toon wat eruit komt.")
    ),
    Action(
        "store",
        "S",
        mark("Importeer"),
        mark("Bewaar wat nieuw is en wat je liet vervangen. Nog eens hetzelfde bestand voegt niets toe."),
        writes=True,
    ),
    Action("pick", "o", mark("ander bestand"), mark("Kies een bestand: typ een pad, {bestand.complete} vult aan.")),
    Action(
        "klant",
        "k",
        mark("klant aanwijzen"),
        mark("Zeg welke klant van Time On bij deze naam hoort; dat wordt onthouden."),
    ),
    Action(
        "changed", "w", mark("gewijzigde"), mark("Gewijzigde rijen laten staan, vervangen, of als andere toevoegen.")
    ),
    Action("mapping", "m", mark("kolommen"), mark("Wijs zelf aan welke kolom wat is; dat wordt onthouden.")),
    Action("dates", "d", "", mark("Dag of maand eerst in 3/4, of zoals het bestand zegt.")),
    TO_REGISTRATIES,
    NEXT_TAB,
    PREVIOUS_TAB,
)
