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
    Action("delete", "x", mark("verwijder"), mark("Verwijder het concept; eerst zie je wat vrijkomt."), writes=True),
    Action(
        "accept", "a", mark("neem over"), mark("Neem de order over die er al staat, al is hij anders."), writes=True
    ),
    Action(
        "again", "r", mark("opnieuw maken"), mark("Maak een order opnieuw die uit SnelStart verdween."), writes=True
    ),
    Action("evidence", "v", mark("bewijs"), mark("Alles wat met deze declaratie gebeurde, met tijden en hashes.")),
    Action("warnings", "w", mark("let op"), mark("Toon alle waarschuwingen en de btw, of weer de regel.")),
)
