"""Names of firms and people from lists and syllables: unique by construction, believable to a Dutch eye.

`firm_name(i)` visits a space of names in a fixed jumping order, so that 100,000 names need no set to stay unique.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.sandbox.world.places import PLAATSEN

if TYPE_CHECKING:
    from random import Random

BRANCHES: tuple[str, ...] = (
    "Bakkerij",
    "Slagerij",
    "Garage",
    "Autobedrijf",
    "Timmerbedrijf",
    "Schildersbedrijf",
    "Loonbedrijf",
    "Hoveniersbedrijf",
    "Installatiebedrijf",
    "Bouwbedrijf",
    "Transportbedrijf",
    "Kapsalon",
    "Bloemisterij",
    "Drukkerij",
    "Rijschool",
    "Fysiotherapie",
    "Tandartspraktijk",
    "Dierenartsenpraktijk",
    "Advocatenkantoor",
    "Makelaardij",
    "Architectenbureau",
    "Ingenieursbureau",
    "Reclamebureau",
    "Café",
    "Restaurant",
    "Hotel",
    "Camping",
    "Boekhandel",
    "Juwelier",
    "Rijwielhandel",
    "Kwekerij",
    "Melkveebedrijf",
    "Pluimveebedrijf",
    "Stukadoorsbedrijf",
    "Tegelzetbedrijf",
    "Dakdekkersbedrijf",
    "Elektrotechniek",
    "Metaalbewerking",
    "Meubelmakerij",
    "Interieurbouw",
    "Schoonmaakbedrijf",
    "Glazenwasserij",
    "Wasserij",
    "Kinderopvang",
    "Thuiszorg",
    "Uitzendbureau",
    "Webwinkel",
    "Groothandel",
    "Visspeciaalzaak",
    "Zuivelhandel",
    "Wijnhandel",
    "Tuincentrum",
    "Manege",
    "Sportschool",
    "Fotostudio",
    "Notariskantoor",
    "Assurantiën",
    "Opticien",
    "Apotheek",
)

SURNAMES: tuple[str, ...] = (
    "Hoekstra",
    "Wiersma",
    "Dijkstra",
    "Postma",
    "Hofstra",
    "Veenstra",
    "Bosma",
    "Terpstra",
    "Wolters",
    "Brinkman",
    "Kuipers",
    "Smeets",
    "Janssens",
    "Peters",
    "Hendriks",
    "Vermeulen",
    "Van der Meer",
    "De Boer",
    "Van Leeuwen",
    "Ter Horst",
    "Te Velde",
    "Van 't Hof",
    "In 't Veld",
    "De Wit",
    "Van der Linden",
    "Schouten",
    "Verhoeven",
    "Willemsen",
    "Groeneveld",
    "Nijland",
    "Oosterhuis",
    "Lammers",
    "Roelofs",
    "Evers",
    "Haverkamp",
    "Wesselink",
    "Bruggink",
    "Klein Gunnewiek",
    "Groot Koerkamp",
    "Meijerink",
    "Scholten",
    "Kamphuis",
    "Oude Wesselink",
    "Bronkhorst",
    "Van Ooijen",
    "Van den Heuvel",
    "Timmermans",
    "Aalbers",
    "Berendsen",
    "Cornelissen",
    "Dekkers",
    "Engelen",
    "Franken",
    "Geurts",
    "Hermsen",
    "IJsselstein",
    "Jolink",
    "Karssen",
    "Lubbers",
    "Mentink",
    "Nikkels",
    "Olthof",
    "Pelgrom",
    "Rensink",
    "Stegeman",
    "Tempelman",
    "Uiterwijk",
    "Visscher",
    "Wagenvoort",
    "Zandbergen",
    "Çelik",
    "El Idrissi",
    "Kowalczyk",
    "Özdemir",
    "Nguyen",
    "De Souza",
    "Ramdin",
    "Bouterse-Kroon",
    "Van Rijn",
)

_HEADS = (
    "Bol",
    "Hav",
    "Kol",
    "Mar",
    "Nij",
    "Oos",
    "Ros",
    "Ste",
    "Tim",
    "Ver",
    "Wes",
    "Zand",
    "Brin",
    "Dal",
    "Elz",
    "Gan",
    "Hul",
    "Kam",
    "Lin",
    "Mol",
    "Noor",
    "Plas",
    "Rij",
    "Sche",
    "Veld",
    "Wil",
    "Bree",
    "Haar",
    "Lang",
    "Ruit",
)
_TAILS = (
    "berg",
    "dijk",
    "huis",
    "kamp",
    "man",
    "stra",
    "ema",
    "inga",
    "sma",
    "veen",
    "wijk",
    "zoon",
    "hof",
    "beek",
    "horst",
    "ink",
    "broek",
    "daal",
    "feld",
    "gard",
    "loo",
    "meijer",
    "rink",
    "sen",
    "voort",
    "zema",
    "burg",
    "haven",
    "heide",
    "werf",
)
SYLLABLES: tuple[str, ...] = SURNAMES + tuple(f"{head}{tail}" for head in _HEADS for tail in _TAILS)

VOORNAMEN: tuple[str, ...] = (
    "Johanna",
    "Pieter",
    "Marieke",
    "Sander",
    "Fatima",
    "Willem",
    "Annelies",
    "Bart",
    "Emine",
    "Henk",
    "Ilse",
    "Jeroen",
    "Karin",
    "Lotte",
    "Mohamed",
    "Nienke",
    "Otto",
    "Petra",
    "Ruben",
    "Sjoerd",
    "Truus",
    "Wouter",
    "Yvonne",
    "Zoë",
)

ACHTERNAMEN: tuple[str, ...] = (
    "de Vries",
    "van den Brink",
    "Jansen",
    "Bakker",
    "de Jong",
    "Mulder",
    "van Dijk",
    "Visser",
    "Smit",
    "Meijer",
    "Koning",
    "van der Wal",
    "Peeters",
    "ten Cate",
    "van 't Zand",
    "Demir",
)

_FORMS = ("B.V.", "B.V.", "B.V.", "B.V.", "", "", "", "V.O.F.", "VOF", "C.V.", "N.V.", "& Zonen B.V.", "Holding B.V.")
MAX_NAAM = 50
"""What SnelStart's naam holds."""
_SMALL = len(BRANCHES) * len(SURNAMES)
_LARGE = len(BRANCHES) * len(SYLLABLES) * len(PLAATSEN)


def firm_name(index: int, offset: int, random: Random) -> str:
    """The name of firm `index` with a legal form drawn from `random`; different for every index below a million.

    `offset` is where the walk through the names begins: another world, other names.
    """
    form = _FORMS[int(random.random() * len(_FORMS))]
    if index < _SMALL:
        place = (index * 1_009 + offset) % _SMALL
        stem = f"{BRANCHES[place % len(BRANCHES)]} {SURNAMES[place // len(BRANCHES)]}"
    else:
        place = (index * 1_000_003 + offset) % _LARGE
        rest = place // len(BRANCHES)
        plaats = PLAATSEN[rest // len(SYLLABLES)][0]
        stem = f"{BRANCHES[place % len(BRANCHES)]} {SYLLABLES[rest % len(SYLLABLES)]} {plaats}"
    whole = f"{stem} {form}" if form else stem
    return whole if len(whole) <= MAX_NAAM else stem


def person_name(index: int, offset: int) -> tuple[str, str]:
    """Voornaam and achternaam of person `index`; different below 384, then with a second name."""
    size = len(VOORNAMEN) * len(ACHTERNAMEN)
    place = (index * 47 + offset) % size
    voornaam = VOORNAMEN[place % len(VOORNAMEN)]
    achternaam = ACHTERNAMEN[place // len(VOORNAMEN)]
    if index >= size:
        achternaam = f"{achternaam}-{SYLLABLES[index // size % len(SYLLABLES)]}"
        if index >= size * len(SYLLABLES):
            voornaam = f"{voornaam} {chr(65 + index // (size * len(SYLLABLES)) % 26)}."
    return voornaam, achternaam
