"""The keys of one declaratie, in the order of the footer."""

from core.text import mark
from screens.keymap import Action

ACTIONS = (
    Action(
        "push",
        "p",
        mark("verstuur"),
        mark("Verstuur hem naar SnelStart; een concept krijgt eerst zijn nummer."),
        writes=True,
    ),
    Action(
        "finalize",
        "d",
        mark("definitief"),
        mark("Maak het concept openstaand: het krijgt zijn nummer en staat vast. Verstuurt nog niet."),
        writes=True,
    ),
    Action("credit", "c", mark("credit"), mark("Maak het negatieve concept dat hem terugneemt."), writes=True),
    Action(
        "delete",
        "x",
        mark("verwijder"),
        mark("Verwijder het concept; zijn registraties komen vrij. {algemeen.undo} haalt het terug."),
        writes=True,
    ),
    Action(
        "edit",
        "e",
        mark("wijzig regel"),
        mark("Wijzig tekst, aantal of prijs van de regel onder de cursor; alleen in een concept."),
        writes=True,
    ),
    Action("specification", "f", mark("specificatie"), mark("Bewaar de specificatie als PDF; daarna staat er waar.")),
    Action(
        "approve",
        "g",
        mark("akkoord"),
        mark("Geef als tweede persoon akkoord; boven een bedrag moet dat."),
        writes=True,
    ),
    Action(
        "kostenplaats",
        "K",
        "",
        mark("Kies de kostenplaats van deze klant; hij staat op de orders die daarna gemaakt worden."),
        writes=True,
    ),
    Action(
        "accept", "a", mark("neem over"), mark("Neem de order over die er al staat, al is hij anders."), writes=True
    ),
    Action(
        "again", "r", mark("opnieuw maken"), mark("Maak een order opnieuw die uit SnelStart verdween."), writes=True
    ),
    Action("line_up", "left_square_bracket", "", mark("Zet de regel een plaats hoger."), writes=True),
    Action("line_down", "right_square_bracket", "", mark("Zet de regel een plaats lager."), writes=True),
    Action(
        "line_off",
        "X",
        "",
        mark("Haal de regel van het concept; zijn registraties komen vrij. {algemeen.undo} zet hem terug."),
        writes=True,
    ),
    Action(
        "weblink", "l", "", mark("Kopieer de weblink van de order, met de weg in SnelStart 12 waar die niet werkt.")
    ),
    Action("evidence", "v", mark("bewijs"), mark("Alles wat met deze declaratie gebeurde, met tijden en hashes.")),
    Action(
        "warnings",
        "w",
        mark("let op"),
        mark("Toon de hele order: waarschuwingen, btw en elk veld van de kop; of weer de regels."),
    ),
)
