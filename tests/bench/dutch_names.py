"""Made-up klanten for measuring: the same seed gives the same two registers and the truth between them.

Left is a register of names as people type them; right holds for most of them the same firm, spoiled by one or two of
the kinds in `KINDS`, and firms that resemble others without being them. Nothing here knows the matching rules.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field


def _words(text: str, between: str | None = None) -> tuple[str, ...]:
    return tuple(text.split(between))


_STEMS = _words(
    "Hoog Ooster Wester Noorder Zuider Berken Eiken Linden Molen Kerk Veld Dijk Water Steen Zand Heide Bos Broek Polder "
    "Brug Haver Koren Wilgen Elzen Zonne Ster Schip Vis Ganzen Zwaan Vos Wolf Beer Konings Prins Graaf Ridder Smeed Kuip "
    "Timmer Metsel Leer Wijn Bier Kaas Boter Melk Goud Zilver Koper IJzer Tin Glas Blauw Rood Groen Wit Zwart Bruin"
)
_ENDS = _words(
    "land veld stra ma sma dijk berg burg hof huis kamp meer stein water wijk zicht horst laan weide man mans sen boom "
    "brink daal donk drecht gaard haven kerk lust maat oord poort rode straten zaal inga enga huizen beek"
)
_SURNAMES = _words(
    "Jansen|De Jong|De Vries|Van den Berg|Van Dijk|Bakker|Janssen|Visser|Smit|Meijer|De Boer|Mulder|De Groot|Bos|Vos|Peters|"
    "Hendriks|Van Leeuwen|Dekker|Brouwer|De Wit|Dijkstra|Smits|De Graaf|Van der Meer|Van der Linden|Kok|Jacobs|De Haan|"
    "Vermeulen|Van den Heuvel|Van der Veen|Van den Broek|De Bruijn|De Bruin|Schouten|Van Beek|Willems|Van Vliet|Hoekstra|"
    "Maas|Verhoeven|Koster|Van Dam|Van der Wal|Prins|Blom|Huisman|Peeters|Kuipers|Van Veen|Post|Kuiper|Veenstra|Kramer|"
    "Van den Brink|Scholten|Van Wijk|Postma|Martens|Vink|De Ruiter|Timmermans|Groen|Gerritsen|Jonker|Van Loon|Boer|Koning|"
    "Willemsen|Müller|Y\u0131lmaz|Özdemir|Van \u2019t Hof|In 't Veld|Terpstra|Hofstra|Wiersma|Böhm|Coenen|Aerts|Claes|Lefèvre|Çelik",
    "|",
)
_FIRST = _words(
    "Jan Piet Kees Henk Willem Johan Peter Erik Marco Bas Daan Sem Lucas Thijs Anna Maria Els Sanne Lotte Eva Julia Sophie "
    "Fleur Noor Fatima Ayşe Mehmet Ömer José René Zoë Chloé Björn Jürgen Femke Sietske Wouter Ruben Gijs Koen"
)
_TRADES = _words(
    "Bakkerij Slagerij Garage Autobedrijf Installatiebedrijf Loodgietersbedrijf Schildersbedrijf Aannemersbedrijf "
    "Transportbedrijf Hoveniersbedrijf Administratiekantoor Advocatenkantoor Notariskantoor Makelaardij Kapsalon Café "
    "Restaurant Hotel Drukkerij Kwekerij Loonbedrijf Schoonmaakbedrijf Timmerbedrijf Rijschool Tandartspraktijk Praktijk "
    "Fysiotherapie Dierenkliniek Apotheek Boekhandel Fietsenhandel Bloemenhandel Visserijbedrijf Melkveebedrijf "
    "Architectenbureau Adviesbureau Uitzendbureau Reisbureau Ingenieursbureau Handelsonderneming"
)
_FIELDS = _words(
    "Transport Advies Bouw Techniek Installaties Beheer Holding Vastgoed Interieur Consultancy Logistiek Catering Media "
    "Design Software Services Groep International Verhuur Onderhoud Metaal Hout Elektra Zorg Sport Mode Wonen Tuinen"
)
_PLACES = _words(
    "Utrecht Amersfoort Zwolle Deventer Assen Breda Tilburg Venlo Arnhem Ede Leiden Delft Gouda Hoorn Alkmaar Sneek Goes "
    "Hengelo Almelo Emmen Meppel Lelystad Roermond Heerlen Oss Veghel Tiel Zeist Woerden Heerenveen"
)
_ARTICLES = ("Het", "De", "\u2019t", "Ons")
_FORMS = ("B.V.", "BV", "B.V.", "V.O.F.", "VOF", "N.V.", "C.V.", "", "", "")
_STREETS = _words(
    "Dorpsstraat Kerkstraat Molenweg Stationsstraat Industrieweg Havenkade Singel Beatrixlaan Parallelweg Nieuwstraat"
)


@dataclass(frozen=True, slots=True)
class Klant:
    """One record of a register; texts as typed."""

    id: str
    naam: str
    nummer: str = ""
    email: str = ""
    telefoon: str = ""
    straat: str = ""
    postcode: str = ""
    plaats: str = ""


@dataclass(slots=True)
class Registers:
    """Both registers, and for each left id that has one its right id; `kinds` says how that name was spoiled."""

    left: list[Klant] = field(default_factory=list)
    right: list[Klant] = field(default_factory=list)
    truth: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, tuple[str, ...]] = field(default_factory=dict)


def registers(size: int, seed: int = 20261124, *, numbers: bool = False, contact: bool = False) -> Registers:
    """Two registers of about `size` klanten each: 90% in both, the rest on one side only."""
    rng = random.Random(seed)
    made = Registers()
    seen: set[str] = set()
    while len(made.left) < size:
        naam = _name(rng)
        if naam.casefold() in seen:
            naam = f"{naam} {rng.choice(_PLACES)}"
        if naam.casefold() in seen:
            continue
        seen.add(naam.casefold())
        number = len(made.left)
        klant = Klant(
            f"L{number}", naam, str(10001 + number) if numbers else "", **(_contact(rng, number) if contact else {})
        )
        made.left.append(klant)
        if rng.random() < 0.9:
            kinds = _chosen(rng)
            spoiled = naam
            for kind in kinds:
                spoiled = KINDS[kind](rng, spoiled)
            nummer = klant.nummer if rng.random() < 0.7 else ""
            made.right.append(Klant(f"R{number}", spoiled, nummer, *_kept(rng, klant)))
            made.truth[klant.id] = f"R{number}"
            made.kinds[klant.id] = kinds
        else:
            made.right.append(Klant(f"R{number}", _sibling(rng, naam, seen), str(900001 + number) if numbers else ""))
    rng.shuffle(made.right)
    return made


def _chosen(rng: random.Random) -> tuple[str, ...]:
    """A third stays as it is, half is spoiled once, the rest twice."""
    names = list(KINDS)
    times = rng.choices((0, 1, 2), (35, 48, 17))[0]
    return tuple(rng.choice(names) for _ in range(times))


def _surname(rng: random.Random) -> str:
    if rng.random() < 0.35:
        return rng.choice(_SURNAMES)
    particle = rng.choice(("", "", "", "Van ", "De ", "Van der ", "Ten "))
    return particle + rng.choice(_STEMS) + rng.choice(_ENDS)


def _name(rng: random.Random) -> str:
    form = rng.choice(_FORMS)
    shape = rng.random()
    if shape < 0.3:
        naam = f"{rng.choice(_TRADES)} {_surname(rng)}"
    elif shape < 0.55:
        naam = f"{_surname(rng)} {rng.choice(_FIELDS)}"
    elif shape < 0.63:
        naam, form = (
            f"{rng.choice(('Stichting', 'Vereniging', 'Coöperatie'))} {rng.choice(('Het ', 'De ', ''))}{rng.choice(_STEMS)}{rng.choice(_ENDS)} {rng.choice(_PLACES)}",
            "",
        )
    elif shape < 0.72:
        naam = f"{_surname(rng)} & {rng.choice(('Zn', 'Zonen', 'Partners', _surname(rng)))}"
    elif shape < 0.84:
        naam, form = f"{rng.choice(_FIRST)} {_surname(rng)}", ""
    elif shape < 0.92:
        naam = f"{_surname(rng)} {rng.choice(_FIELDS)} {rng.choice(_PLACES)}"
    else:
        naam = f"{rng.choice(_TRADES)} {rng.choice(_ARTICLES)} {rng.choice(_STEMS)}{rng.choice(_ENDS)}"
    return f"{naam} {form}".strip()


def _sibling(rng: random.Random, naam: str, seen: set[str]) -> str:
    """Another firm; half of the time one that resembles: the holding, another trade, another place."""
    words = naam.split()
    if rng.random() < 0.5 and len(words) > 1:
        words.insert(len(words) - 1, rng.choice((*_FIELDS, *_PLACES)))
        other = " ".join(words)
    else:
        other = _name(rng)
    while other.casefold() in seen:
        other = f"{other} {rng.choice(_PLACES)}"
    seen.add(other.casefold())
    return other


def _contact(rng: random.Random, number: int) -> dict[str, str]:
    return {
        "email": f"info{number}@klant.example",
        "telefoon": f"06 {10000000 + number * 7:08d}",
        "straat": f"{rng.choice(_STREETS)} {rng.randint(1, 250)}",
        "postcode": f"{rng.randint(1011, 9999)} {rng.choice('ABCDEFGHJK')}{rng.choice('ABCDEFGHJK')}",
        "plaats": rng.choice(_PLACES),
    }


def _kept(rng: random.Random, klant: Klant) -> tuple[str, str, str, str, str]:
    """What the other register holds of the rest: one in five of each is missing, phones are written otherwise."""
    phone = klant.telefoon.replace("06 ", "+31 6 ", 1) if rng.random() < 0.5 else klant.telefoon
    values = (klant.email, phone, klant.straat, klant.postcode.replace(" ", ""), klant.plaats)
    email, telefoon, straat, postcode, plaats = ("" if rng.random() < 0.2 else value for value in values)
    return email, telefoon, straat, postcode, plaats


def _dots(rng: random.Random, naam: str) -> str:
    for dotted, bare in (("B.V.", "BV"), ("V.O.F.", "VOF"), ("N.V.", "NV"), ("C.V.", "CV")):
        if dotted in naam:
            return naam.replace(dotted, bare)
        if naam.endswith(f" {bare}"):
            return naam.removesuffix(bare) + dotted
    return naam


def _case(rng: random.Random, naam: str) -> str:
    return rng.choice((str.upper, str.lower, str.title))(naam)


def _accents(rng: random.Random, naam: str) -> str:
    plain = naam.translate(str.maketrans("éèëïöüçÖÇşıñ", "eeeioucOCsin"))
    return plain if plain != naam else naam.replace("e", "é", 1)


def _quotes(rng: random.Random, naam: str) -> str:
    return naam.replace("'", "\u2019") if "'" in naam else naam.replace("\u2019", "'")


def _spaces(rng: random.Random, naam: str) -> str:
    return naam.replace(" ", rng.choice(("  ", "\u00a0")), 1)


def _ampersand(rng: random.Random, naam: str) -> str:
    return naam.replace("&", "en") if "&" in naam else naam.replace(" en ", " & ")


def _turned(rng: random.Random, naam: str) -> str:
    head, _, rest = naam.partition(" ")
    return f"{rest}, {head}" if rest else naam


def _typo(rng: random.Random, naam: str) -> str:
    if len(naam) < 5:
        return naam
    at = rng.randrange(1, len(naam) - 2)
    kind = rng.randrange(4)
    if kind == 0:
        return naam[:at] + naam[at + 1 :]
    if kind == 1:
        return naam[:at] + naam[at] + naam[at:]
    if kind == 2:
        return naam[:at] + naam[at + 1] + naam[at] + naam[at + 2 :]
    return naam[:at] + rng.choice("aeinorst") + naam[at + 1 :]


def _shortened(rng: random.Random, naam: str) -> str:
    for long, short in (
        ("bedrijf", "bedr."),
        ("kantoor", "knt."),
        ("Installaties", "Inst."),
        ("Administratie", "Adm."),
        ("Transport", "Transp."),
        ("International", "Int."),
        ("Van der ", "v.d. "),
        ("Van den ", "v/d "),
        ("Zonen", "Zn."),
        ("Stichting", "St."),
        ("Vereniging", "Ver."),
        ("Restaurant", "Rest."),
    ):
        if long in naam:
            return naam.replace(long, short, 1)
    return naam


def _initial(rng: random.Random, naam: str) -> str:
    head, _, rest = naam.partition(" ")
    return f"{head[0]}. {rest}" if head in _FIRST else naam


def _form_dropped(rng: random.Random, naam: str) -> str:
    words = naam.split()
    return " ".join(words[:-1]) if words[-1] in _FORMS and len(words) > 2 else naam


def _form_added(rng: random.Random, naam: str) -> str:
    return naam if naam.rsplit(maxsplit=1)[-1] in _FORMS else f"{naam} B.V."


def _word_dropped(rng: random.Random, naam: str) -> str:
    words = naam.split()
    if len(words) < 4:
        return naam
    words.pop(rng.randrange(1, len(words)))
    return " ".join(words)


def _place_added(rng: random.Random, naam: str) -> str:
    return f"{naam} {rng.choice(_PLACES)}"


def _glued(rng: random.Random, naam: str) -> str:
    words = naam.split(" ")
    if len(words) < 3:
        return naam
    return " ".join([words[0] + words[1], *words[2:]])


def _note(rng: random.Random, naam: str) -> str:
    return f"{naam} ({rng.choice(('oud', 'nieuw', 'prive', 'let op', 'via Kees'))})"


KINDS: dict[str, Callable[[random.Random, str], str]] = {
    "dots": _dots,
    "case": _case,
    "accents": _accents,
    "quotes": _quotes,
    "spaces": _spaces,
    "ampersand": _ampersand,
    "turned": _turned,
    "typo": _typo,
    "shortened": _shortened,
    "initial": _initial,
    "form_dropped": _form_dropped,
    "form_added": _form_added,
    "word_dropped": _word_dropped,
    "place_added": _place_added,
    "glued": _glued,
    "note": _note,
}
