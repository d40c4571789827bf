"""The keys of registraties, in the order of the footer."""

from core.text import mark
from screens.keymap import Action
from screens.registreren import TO_DECLARATIES, TO_EVENTS, TO_KLANTEN, TO_SYNC

ACTIONS = (
    Action("open", "enter", mark("open declaratie"), mark("De declaratie die deze registratie vasthoudt.")),
    Action(
        "make",
        "m",
        mark("maak declaratie"),
        mark("Een concept van de gemarkeerde registraties, per klant één. Alleen in koppelbord."),
        writes=True,
    ),
    Action(
        "month",
        "M",
        mark("hele maand"),
        mark("Voor elke klant een concept van de hele maand; eerst wordt geteld."),
        writes=True,
    ),
    Action("klant", "k", mark("klant"), mark("Kies één klant, of weer alle.")),
    Action("omzet", "o", mark("omzet"), mark("Omzet tonen: totalen per klant, project, product, medewerker of maand.")),
    TO_DECLARATIES,
    Action("importeren", "i", mark("importeren"), mark("Lees registraties uit een bestand; eerst een voorbeeld.")),
    Action(
        "artikelregels", "A", mark("artikelregels"), mark("Op welk artikel en voor welke prijs registraties komen.")
    ),
    Action("locks", "L", mark("vergrendeld"), mark("Wat deze registraties vasthoudt: welke declaratie, of waarom.")),
    Action("group", "r", mark("groeperen"), mark("Resultaten groeperen: welke registraties samen één regel worden.")),
    Action("free", "f", mark("alleen vrij"), mark("Toon alleen wat nog te declareren is, of weer alles.")),
    Action("soort", "w", mark("soort"), mark("Uren, kilometers, onkosten, of alles.")),
    Action("approval", "a", mark("goedgekeurd"), mark("Alles, alleen goedgekeurd, of alleen niet goedgekeurd.")),
    Action("period", "v", mark("periode"), mark("Typ een periode: 2026-10, 1-10-2026 t/m 15-10-2026, of alles.")),
    Action("later", "right", "", mark("Een maand later; bij omzet de volgende indeling.")),
    Action("earlier", "left", "", mark("Een maand eerder; bij omzet de vorige indeling.")),
    TO_KLANTEN,
    TO_SYNC,
    TO_EVENTS,
)
