"""The error codes of the business layer with the message each carries on the wire, as the vendor publishes them."""

from __future__ import annotations

_TABLE = """
ALG-0100 Het ID dient leeg te zijn
ALG-0101 Het ID in het url en het ID van de data in het request komen niet overeen
ALG-0102 Onbekende fout
ALG-0103 Ongeldig ID
ALG-0104 Ongeldig OData filter
ALG-0105 Het item is nonactief
ALG-0106 De data in het request is leeg
ART-0001 Artikel bestaat niet.
ART-0002 Artikelcode is verplicht.
ART-0003 Artikelcode is geen nummer.
ART-0004 Artikelcode is te lang.
ART-0005 Artikelcode bestaat al.
ART-0006 Omschrijving is verplicht.
ART-0008 Artikelomzetgroep is verplicht.
ART-0009 Opgegeven artikelomzetgroep bestaat niet.
ART-0010 Artikel heeft nog voorraad.
ART-0011 Artikel wordt gebruikt in een openstaande order of factuur.
ART-0012 Artikel is onderdeel van een recept.
ART-0014 De opgegeven klant kan niet worden gevonden.
ART-0016 De opgegeven leverancier kan niet worden gevonden.
ART-0017 De opgegeven relatie is geen leverancier en niet de eigen relatie.
ART-0018 De relatie is verwijderd en staat op nonactief
BLG-0001 Bijlage niet gevonden.
BLG-0002 Dit publicIdentifier bestaat al.
BLG-0005 Inkoopboeking niet gevonden.
BLG-0007 Geen bestandsnaam opgegeven.
BLG-0009 Aanvraag is leeg.
BLG-0011 Content is leeg.
BLG-0013 Content is groter dan 10MB.
BLG-0016 Bestandsnaam bevat niet-toegestane karakters.
BLG-0017 Bestandsnaam is te lang.
BOE-0001 Niet gevonden
BOE-0002 Leverancier niet gevonden
BOE-0003 Het Id is gevonden maar de relatie is geen leverancier
BOE-0008 De grootboekrekening is verwijderd en staat op nonactief in de administratie
BOE-0019 De kostenplaats is niet gevonden
BOE-0021 Het factuurnummer bestaat al
BOE-0022 Bij de opgegeven grootboekrekening is een kostenplaats verplicht
BOE-0023 Er zijn geen boekingsregels
BOE-0026 De kostenplaats is nonactief
BOE-0027 Het afgedragen en ontvangen bedrag zijn beide ongelijk aan nul
BOE-0028 Een regelbedrag is nul
BOE-0029 Het formaat van de Ubl is niet geldig
BOE-0031 De Ubl content mag niet leeg zijn
BOE-0033 De boekdatum mag niet meer dan 5 jaar voor het huidig boekjaar liggen
BOE-0037 Een grootboekrekening kon niet worden gevonden
BOE-0039 De boeking is niet in balans
BOE-0042 De boekdatum ligt in een geblokkeerde periode
BOE-0047 De boeking is gekoppeld aan een verkoopfactuur
BOE-0054 De relatie is nonactief
BOE-0060 De opgegeven relatie is geen klant.
BOE-0062 Btwverlegd mag niet worden gecombineerd met andere btwsoorten.
BOE-0064 Er is zowel een doorlopende als een éénmalige machtiging opgegeven
BOE-0066 De doorlopende machtiging behoort niet bij de klant
BOE-0070 De boekdatum is niet geldig
BOE-0071 De omschrijving mag maximaal 250 karakters bevatten
BOE-0076 Debet of Credit van een regel moet 0 zijn
BOE-0077 Het dagboek van een boeking kan niet gewijzigd worden
BOE-0082 Een btw-soort ontbreekt, of komt niet overeen met de btwsoort van de grootboekrekening.
BOE-0083 De factuur kan niet worden verwijderd omdat er betalingen zijn
BOE-0084 De omschrijving is verplicht
BOE-0085 De grootboekfunctie is niet geldig
BOE-0086 Een grootboek met dit nummer bestaat al
BOE-0088 De omschrijving van een grootboek mag maximaal 50 karakters bevatten
BOE-0089 Het grootboek is niet gevonden
BOE-0094 Een journaalpost moet minstens twee regels bevatten
BOE-0095 Het memoriaal dagboek is niet gevonden
BOE-0096 Het dagboek is niet gevonden
BTW-0001 Aangifte is al geaccepteerd
BTW-0002 Aangiftestatus heeft geen waarde
KPL-0001 Kostenplaats niet gevonden
KPL-0002 Dit id bestaat al
KPL-0004 De omschrijving is verplicht
KPL-0005 De omschrijving mag maximaal 50 karakters bevatten
KPL-0006 Het nummer is verplicht
KPL-0007 Het nummer moet tussen 1 en 999999999 liggen
KPL-0008 Dit nummer bestaat al
KPL-0009 Er kan geen nonactieve kostenplaats worden gemaakt
REF-0001 De entiteit is niet gevonden
REF-0002 Het te wijzigen veld is niet gevonden
REF-0003 Het veld komt meerdere keren voor
REF-0004 Het tekstveld is langer dan 'MaxLength'
REF-0005 De enum waarde komt niet voor in 'PossibleValues'
REF-0006 Alleen extra velden die horen bij de relatiesoort kunnen gewijzigd worden
REF-0007 De waarde is geen int32
REF-0008 De datetime waarde moet het formaat yyyy-MM-ddTHH:mm:ss hebben
REF-0009 De waarde is geen boolean
REF-0010 De money waarde kan niet naar een decimal worden omgezet
REF-0011 De waarde is geen float
REF-0012 De money waarde moet tussen -100000000000 en 100000000000 liggen
REF-0013 De money waarde mag maximaal 4 decimalen bevatten
REF-0014 Het tekstveld bevat geen string
REF-0015 De datetime waarde moet tussen 30-12-1899 en 1-1-2401 liggen
REF-0016 De input is incompleet of incorrect
REL-0001 RelatieSoort mag niet 'geen' zijn
REL-0002 RelatieSoort dient klant te bevatten indien aanmanen aan staat
REL-0003 Krediettermijn mag niet kleiner dan -365 of groter dan 1000 zijn
REL-0004 RelatieSoort dient klant te bevatten indien Factuurkorting aan staat
REL-0005 Relatie niet gevonden
REL-0006 KvkNummer is ongeldig
REL-0007 Naam moet gevuld zijn
REL-0008 Relatiecode reeds in gebruik
REL-0009 Iban mag niet leeg zijn wanneer bankieren aan staat of incassosoort is 'geen'
REL-0010 Bic is ongeldig
REL-0011 Iban is ongeldig
REL-0012 MobieleTelefoon mag maximaal 25 karakters bevatten
REL-0013 Telefoon mag maximaal 25 karakters bevatten
REL-0014 Relatiesoort dient leverancier te bevatten indien bankieren aan staat
REL-0015 WebSiteUrl dient een geldig URL te zijn
REL-0016 RelatieSoort dient klant te bevatten indien IncassoSoort gevuld is
REL-0017 Factuurrelatie bestaat niet
REL-0018 Factuurrelatie is geen klant
REL-0020 VestigingsAdres.Straat mag maximaal 50 karakters bevatten
REL-0021 VestigingsAdres.Postcode mag maximaal 25 karakters bevatten
REL-0022 VestigingsAdres.Plaats mag maximaal 50 karakters bevatten
REL-0023 VestigingsAdres.Contactpersoon mag maximaal 50 karakters bevatten
REL-0025 CorrespondentieAdres.Straat mag maximaal 50 karakters bevatten
REL-0026 CorrespondentieAdres.Postcode mag maximaal 25 karakters bevatten
REL-0027 CorrespondentieAdres.Plaats mag maximaal 50 karakters bevatten
REL-0028 CorrespondentieAdres.Contactpersoon mag maximaal 50 karakters bevatten
REL-0029 AanmaningEmailVersturen.Email is verplicht indien ShouldSend aan staat
REL-0032 FactuurEmailVersturen.Email is verplicht indien ShouldSend aan staat
REL-0038 BevestigingsEmailVersturen.Email is verplicht indien ShouldSend aan staat
REL-0044 OfferteEmailVersturen.Email is verplicht indien ShouldSend aan staat
REL-0047 Het ID in het url en het ID van de relatie in het request komen niet overeen
REL-0048 RelatieSoort mag niet 'eigen' bevatten
REL-0049 Klant heeft openstaande facturen
REL-0050 Klant heeft openstaande verkooporders
REL-0051 Klant is een factuurrelatie
REL-0053 Leverancier heeft openstaande facturen
REL-0055 CorrespondentieAdres.LandId niet gevonden
REL-0056 VestigingsAdres.LandId niet gevonden
REL-0057 BtwNummer mag maximaal 50 karakters bevatten
REL-0058 BtwNummer moet minimaal 2 karakters bevatten
REL-0059 BtwNummer mag alleen cijfers en letters bevatten
REL-0060 Indien een van de velden van VestigingsAdres gevuld is dienen alle velden gevuld te zijn, uitgezonderd Contactpersoon
REL-0061 Email dient een geldig emailadres te zijn.
REL-0062 RelatieSoort dient klant te bevatten indien Kredietlimiet ingevuld is.
REL-0063 Het ID dient leeg te zijn.
REL-0064 RelatieSoort mag niet aangepast worden.
REL-0066 De input is incompleet of incorrect. Controleer of de json valide is en de juiste properties bevat.
REL-0067 Deze leverancier kan niet worden verwijderd omdat deze intern door SnelStart wordt gebruikt.
REL-0084 Email bevat één of meerdere ongeldige emailadressen
REL-0085 Email mag maximaal 250 karakters bevatten
REL-0086 Oin moet exact 20 cijfers bevatten of null zijn
REL-0087 De Btw landcode komt niet overeen met de landcode van het vestigingsadres
REL-0088 Het opgegeven nummer is geen geldig btw-nummer
REL-0089 OfferteAanvraagEmailVersturen.Email is verplicht indien ShouldSend aan staat
REL-0096 BestellingEmailVersturen.Email is verplicht indien ShouldSend aan staat
REL-0103 Klant kan niet worden verwijderd omdat deze intern door SnelStart wordt gebruikt
VOR-0001 Verkooporder niet gevonden
VOR-0002 De relatie is geen klant
VOR-0003 De factuurrelatie is geen klant
VOR-0004 De machtiging hoort niet bij deze klant
VOR-0005 Bij een nieuwe verkooporder moet het veld ordernummer leeg zijn
VOR-0006 Straat mag maximaal 50 karakters bevatten
VOR-0007 Postcode mag maximaal 25 karakters bevatten
VOR-0008 Plaats mag maximaal 50 karakters bevatten
VOR-0009 Contactpersoon mag maximaal 50 karakters bevatten
VOR-0010 LandId niet gevonden
VOR-0011 Orderreferentie mag maximaal 50 karakters bevatten
VOR-0013 Incassomachtiging niet gevonden
VOR-0015 Verkooporder is geen offerte en kan niet worden aangepast
VOR-0016 De datum van een extra veld is ongeldig
VOR-0017 Het artikel van een extra veld is ongeldig
VOR-0018 Het artikel van een extra veld is onbekend
VOR-0019 De artikelomzetgroep van een extra veld is ongeldig
VOR-0020 De artikelomzetgroep van een extra veld is onbekend
VOR-0021 Het bedrag van een extra veld is ongeldig
VOR-0024 De factuur van een extra veld is ongeldig
VOR-0025 De factuur van een extra veld is onbekend
VOR-0026 De grootboekrekening van een extra veld is ongeldig
VOR-0027 De grootboekrekening van een extra veld is onbekend
VOR-0028 De klant van een extra veld is ongeldig
VOR-0029 De klant van een extra veld is onbekend
VOR-0030 De leverancier van een extra veld is ongeldig
VOR-0031 De leverancier van een extra veld is onbekend
VOR-0032 Het land van een extra veld is ongeldig
VOR-0033 Het land van een extra veld is onbekend
VOR-0034 Het geheel getal van een extra veld is ongeldig
VOR-0035 De tekst van een extra veld is te lang
VOR-0036 Het veldnummer van een extra veld is ongeldig
"""

_LISTS = {68: "Aanmaning", 72: "Factuur", 76: "Bevestigings", 80: "Offerte", 92: "OfferteAanvraag", 99: "Bestelling"}
_FAULTS = (
    "Email bevat één of meerdere ongeldige emailadressen",
    "Email mag maximaal 250 karakters bevatten",
    "CcEmail bevat één of meerdere ongeldige emailadressen",
    "CcEmail mag maximaal 250 karakters bevatten",
)

MESSAGES: dict[str, str] = dict(line.split(" ", 1) for line in _TABLE.strip().splitlines()) | {
    f"REL-{first + at:04}": f"{family}EmailVersturen.{fault}"
    for first, family in _LISTS.items()
    for at, fault in enumerate(_FAULTS)
}
"""Message by code. Where the published list was captured in short, the sentence around it is this project's own."""
