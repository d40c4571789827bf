"""Words for the codes of requests in general (ALG) and of relaties (REL): meaning and next step."""

from core.text import mark

Words = dict[str, tuple[str, str]]

_TIMEON = mark("Verbeter het bij de klant in Time On en synchroniseer opnieuw.")
_SNELSTART = mark("Verbeter het bij de relatie in SnelStart en synchroniseer opnieuw.")
_BUNDLE = mark("Dit ligt aan koppelbord: maak een bundel met 'koppelbord support bundle' en meld het.")
_READ_AGAIN = mark("Lees de administratie opnieuw met 'koppelbord sync run --full' en kijk nog eens.")
_SHORTEN = mark("Kort het in Time On in; koppelbord kapt niets af.")
_FILL_ADDRESS = mark("Vul in Time On straat, postcode en plaats alle drie in, of maak ze alle drie leeg.")
_CHECK_BTW = mark("Vraag de klant om het juiste btw-id, of maak het veld leeg.")
_CHECK_EMAIL = mark("Verbeter het e-mailadres; zet meer adressen achter elkaar met een puntkomma.")

ALGEMEEN: Words = {
    "ALG-0100": (mark("Een nieuw record mag nog geen id hebben."), _BUNDLE),
    "ALG-0101": (mark("Het id in het adres is een ander dan het id in de gegevens."), _BUNDLE),
    "ALG-0102": (
        mark("SnelStart meldt een onbekende fout."),
        mark("Probeer het later nog eens; blijft het, vraag het SnelStart met het tijdstip erbij."),
    ),
    "ALG-0103": (mark("SnelStart herkent dit id niet."), _READ_AGAIN),
    "ALG-0104": (mark("SnelStart begrijpt de zoekvraag niet."), _BUNDLE),
    "ALG-0105": (
        mark("Dit record staat in SnelStart op nonactief."),
        mark("Zet het in SnelStart weer actief, of ontkoppel de rij."),
    ),
    "ALG-0106": (mark("SnelStart kreeg een leeg verzoek."), _BUNDLE),
}

RELATIES: Words = ALGEMEEN | {
    "REL-0001": (mark("Een relatie moet klant of leverancier zijn."), _SNELSTART),
    "REL-0002": (mark("Aanmanen kan alleen bij een klant."), _SNELSTART),
    "REL-0003": (
        mark("De krediettermijn moet tussen -365 en 1000 dagen liggen."),
        _SNELSTART,
    ),
    "REL-0005": (
        mark("Deze relatie bestaat niet meer in SnelStart, of staat op nonactief."),
        mark("Zet de relatie in SnelStart weer actief, of koppel de klant aan een andere."),
    ),
    "REL-0006": (mark("Het KvK-nummer is ongeldig."), _SNELSTART),
    "REL-0007": (mark("De naam is leeg."), _TIMEON),
    "REL-0008": (
        mark("Dit klantnummer is in SnelStart al in gebruik."),
        mark("Vergelijk eerst: het kan dezelfde klant zijn. Is het een andere, geef er dan één een ander nummer."),
    ),
    "REL-0010": (mark("De BIC is ongeldig."), _SNELSTART),
    "REL-0011": (mark("Het IBAN is ongeldig."), _SNELSTART),
    "REL-0012": (mark("Het mobiele nummer is langer dan 25 tekens."), _SHORTEN),
    "REL-0013": (mark("Het telefoonnummer is langer dan 25 tekens."), _SHORTEN),
    "REL-0020": (mark("De straat is langer dan 50 tekens."), _SHORTEN),
    "REL-0021": (mark("De postcode is langer dan 25 tekens."), _SHORTEN),
    "REL-0022": (mark("De plaats is langer dan 50 tekens."), _SHORTEN),
    "REL-0023": (mark("De contactpersoon is langer dan 50 tekens."), _SHORTEN),
    "REL-0047": (mark("Het id in het adres is een ander dan dat van de relatie."), _BUNDLE),
    "REL-0048": (
        mark("De eigen relatie van de administratie is geen klant."),
        mark("Ontkoppel deze rij: koppelbord schrijft niet naar de eigen relatie."),
    ),
    "REL-0055": (mark("Het land van het correspondentieadres bestaat niet in SnelStart."), _READ_AGAIN),
    "REL-0056": (mark("Het land van het vestigingsadres bestaat niet in SnelStart."), _READ_AGAIN),
    "REL-0057": (mark("Het btw-id is langer dan 50 tekens."), _CHECK_BTW),
    "REL-0058": (mark("Het btw-id is korter dan 2 tekens."), _CHECK_BTW),
    "REL-0059": (
        mark("Het btw-id mag alleen cijfers en letters bevatten."),
        mark("Haal punten en spaties uit het btw-id."),
    ),
    "REL-0060": (mark("Van het adres is een deel ingevuld; SnelStart wil alles of niets."), _FILL_ADDRESS),
    "REL-0061": (mark("Het e-mailadres is ongeldig."), _CHECK_EMAIL),
    "REL-0063": (mark("Een nieuwe relatie mag nog geen id hebben."), _BUNDLE),
    "REL-0064": (
        mark("SnelStart laat de relatiesoort niet meer wijzigen."),
        mark("Wijzig de relatiesoort in SnelStart zelf."),
    ),
    "REL-0065": (
        mark("SnelStart laat deze relatie niet klant en leverancier tegelijk zijn."),
        mark("Maak in SnelStart een aparte klant, en koppel die."),
    ),
    "REL-0066": (mark("SnelStart kan de gegevens van de relatie niet lezen."), _BUNDLE),
    "REL-0084": (mark("Een van de e-mailadressen is ongeldig."), _CHECK_EMAIL),
    "REL-0085": (mark("De e-mailadressen zijn samen langer dan 250 tekens."), _CHECK_EMAIL),
    "REL-0086": (mark("Het OIN moet precies 20 cijfers hebben."), _SNELSTART),
    "REL-0087": (
        mark("De landcode van het btw-id is een andere dan die van het vestigingsadres."),
        mark("Verbeter het land van het adres, of het btw-id."),
    ),
    "REL-0088": (mark("Het btw-id doorstaat de controle van SnelStart niet."), _CHECK_BTW),
}
