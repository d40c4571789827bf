"""Help for the field one types in: what it wants, in which forms, and what enter and esc do there."""

from core.text import mark

FIELDS = {
    "filter": (
        mark("Woorden zoeken in alle kolommen: bakker utrecht."),
        mark("Een kolom erbij: naam:bakker, status:fout. Bedragen: bedrag>100."),
        mark("{veld.done} houdt het filter en gaat terug naar de rijen; {filterregel.drop} laat het los."),
    ),
    "search": (
        mark(
            "Typ een deel van wat je zoekt; {kiezen.up} en {kiezen.down} bewegen, {veld.done} kiest, {kiezen.close} gaat terug zonder te kiezen."
        ),
    ),
    "paste": (
        mark("Plak hier; een sleutel is te zien als punten en komt nooit in een verslag of bundel."),
        mark("{veld.done} is klaar, {plakken.close} gaat terug zonder iets te bewaren."),
    ),
    "naam": (mark("De naam zoals die in Time On en in SnelStart komt te staan. Dit veld moet."),),
    "nummer": (mark("Het klantnummer, in beide hetzelfde. Leeg: het volgende vrije."),),
    "straat": (mark("Straat en huisnummer. Straat, postcode en plaats horen bij elkaar: alle drie, of geen."),),
    "postcode": (mark("Nederlands: 3511 AB. Straat, postcode en plaats horen bij elkaar."),),
    "plaats": (mark("De woonplaats. Straat, postcode en plaats horen bij elkaar."),),
    "email": (mark("Een adres; meer adressen met een puntkomma ertussen."),),
    "telefoon": (mark("Zoals je het belt; een buitenlands nummer met + ervoor."),),
    "btw": (mark("Het btw-id van de klant: NL001234567B01. Leeg mag."),),
}


def of_field(field: str) -> tuple[str, ...]:
    """The sentences (msgids) for a field by its id; empty for one without."""
    return FIELDS.get(field, ())
