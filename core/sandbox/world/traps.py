"""The klanten that break a naive match. Every world holds all of them, whatever its size.

Each row is a sighting in a real register or a rule of Dutch spelling; `why` names the trap. The numbers lie in
blocks of their own (123, 299999, 4021xx, 104xx), so that a plain klant never collides with one by accident.
"""

from __future__ import annotations

from dataclasses import dataclass, field

NBSP = "\u00a0"
LONG_NAME = "Stichting Natuurspeelplaats en Kinderboerderij Wilg"
"""51 characters: Time On takes it, SnelStart's naam holds 50."""


@dataclass(frozen=True, slots=True)
class InTimeOn:
    """One record in Time On: a company by `name`, or a person by `first` and `last`."""

    name: str | None
    number: str | None = None
    first: str | None = None
    last: str | None = None
    active: bool = True
    vat: str = "same"
    """`same` as in SnelStart, `other` (another valid btw-id) or `none`."""


@dataclass(frozen=True, slots=True)
class InSnelStart:
    """One relatie in SnelStart."""

    naam: str
    code: int
    soort: str = "Klant"
    nonactief: bool = False
    vat: bool = True


@dataclass(frozen=True, slots=True)
class Trap:
    """What both programs hold about one firm (or what looks like one); `hours` says whether it is worked for."""

    why: str
    timeon: tuple[InTimeOn, ...] = ()
    snelstart: tuple[InSnelStart, ...] = ()
    hours: bool = field(default=False)


def _pair(
    why: str, left: str, right: str, code: int, *, number: str | None = None, hours: bool = False, vat: bool = True
) -> Trap:
    mine = InTimeOn(left, number, vat="same" if vat else "none")
    return Trap(why, (mine,), (InSnelStart(right, code, vat=vat),), hours)


TRAPS: tuple[Trap, ...] = (
    _pair("dots", "Bakkerij De Korenaar B.V.", "Bakkerij De Korenaar BV", 10401, hours=True),
    _pair("dots, number agrees", "Aannemersbedrijf Nijhof B.V.", "Aannemersbedrijf Nijhof BV", 10402, number="10402"),
    _pair("tussenvoegsel case", "Van den Berg Installaties", "van den Berg Installaties", 10403, hours=True),
    Trap("substring of another firm", (InTimeOn("Jansen BV", "J-01"),)),
    Trap("holds the name of another firm", (), (InSnelStart("Jansen Transport BV", 10404),)),
    _pair("inverted", "Stichting Het Anker", "Het Anker, Stichting", 10405, number="KL0017", vat=False),
    _pair("accent and curly quote", "Café 't Hoekje", "Cafe \u2019t Hoekje", 10406, hours=True),
    _pair("umlaut, & and en", "Müller & Zn. VOF", "Muller en Zoon V.O.F.", 10407),
    _pair("double space", "De Groot  Advies", "De Groot Advies", 10408, hours=True),
    _pair("NBSP", "Loonbedrijf Wildeman", f"Loonbedrijf{NBSP}Wildeman", 10409, number="D-0042"),
    _pair("trailing space", "Slagerij Van Aken ", "Slagerij Van Aken", 10410, number="10410"),
    _pair("inversion of a public body", "Gemeente Berkelwaard", "Berkelwaard, Gemeente", 10411, vat=False),
    _pair("coöperatie spelled flat", "Coöperatie De Schaar U.A.", "Cooperatie De Schaar UA", 10412),
    Trap(
        "equal names under two numbers, in both",
        (
            InTimeOn("Maatschap Mini Camping Zeezicht", "402148", vat="none"),
            InTimeOn("Maatschap Mini Camping Zeezicht", "402149", vat="none"),
        ),
        (
            InSnelStart("Maatschap Mini Camping Zeezicht", 402148, vat=False),
            InSnelStart("Maatschap Mini Camping Zeezicht", 402149, vat=False),
        ),
        hours=True,
    ),
    Trap(
        "one name here, the same name twice there",
        (InTimeOn("Kinderdagverblijf De Regenboog", None, vat="none"),),
        (
            InSnelStart("Kinderdagverblijf De Regenboog", 10413, vat=False),
            InSnelStart("Kinderdagverblijf De Regenboog", 10414, vat=False),
        ),
    ),
    Trap(
        "a dead record beside the living one",
        (
            InTimeOn("Advocatenkantoor Smit (Gebruik Smit Legal!)", "10415", active=False, vat="none"),
            InTimeOn("Smit Legal B.V.", "10416"),
        ),
        (InSnelStart("Smit Legal B.V.", 10416),),
        hours=True,
    ),
    Trap("marked as not to be used", (InTimeOn("*niet gebruiken* Garage Zuid", None, active=False, vat="none"),)),
    Trap(
        "person against naam",
        (InTimeOn(None, None, "J.", "de Vries", vat="none"),),
        (InSnelStart("Vries, J. de", 10417, vat=False),),
    ),
    Trap(
        "person, equal when joined",
        (InTimeOn(None, "10418", "Geertruida", "van Ommen", vat="none"),),
        (InSnelStart("Geertruida van Ommen", 10418, vat=False),),
        hours=True,
    ),
    _pair("i.o.", "ABC Holding B.V.", "ABC Holding B.V. i.o.", 10419, vat=False),
    Trap(
        "number points to B while name points to A",
        (InTimeOn("Timmerbedrijf Hofman", "10420", vat="none"),),
        (
            InSnelStart("Autoschade Postel", 10420, vat=False),
            InSnelStart("Timmerbedrijf Hofman", 10421, vat=False),
        ),
    ),
    Trap(
        "knot: two numbers crossed",
        (
            InTimeOn("Kapsalon Amber", "10422", vat="none"),
            InTimeOn("Kapsalon Robijn", "10423", vat="none"),
        ),
        (
            InSnelStart("Kapsalon Robijn", 10422, vat=False),
            InSnelStart("Kapsalon Amber", 10423, vat=False),
        ),
    ),
    _pair("renamed firm", "Drukkerij Van Doorn", "Van Doorn Grafimedia B.V.", 10424, number="10424"),
    Trap(
        "equal name, another btw-id",
        (InTimeOn("Schoonmaakbedrijf Helder B.V.", None, vat="other"),),
        (InSnelStart("Schoonmaakbedrijf Helder B.V.", 10425),),
    ),
    Trap("51 characters", (InTimeOn(LONG_NAME, "10426", vat="none"),), hours=True),
    Trap(
        "cut off at 50",
        (InTimeOn("Vereniging van Eigenaren Appartementencomplex De Drie Gezusters te Zutphen", "10427", vat="none"),),
        (InSnelStart("Vereniging van Eigenaren Appartementencomplex De D", 10427, vat=False),),
    ),
    _pair("leading zeros", "Fietsenmaker Trappers", "Fietsenmaker Trappers", 123, number="00123"),
    _pair("leading zeros, name differs", "Taxi Centrum V.O.F.", "Taxi Centrum", 124, number="00124"),
    Trap(
        "number shared by sundry klanten",
        (
            InTimeOn("Losse verkoop balie", "299999", vat="none"),
            InTimeOn("Eenmalige adviesklanten", "299999", vat="none"),
        ),
        (InSnelStart("Diversen", 299999, vat=False),),
    ),
    _pair("small number", "Rijwielhandel De Ketting", "Rijwielhandel De Ketting", 17, number="17", hours=True),
    Trap(
        "leverancier with the name of a klant",
        (InTimeOn("Kantoorvakhandel De Nietmachine B.V.", "10428"),),
        (
            InSnelStart("Kantoorvakhandel De Nietmachine B.V.", 10428),
            InSnelStart("Kantoorvakhandel De Nietmachine B.V.", 10429, soort="Leverancier"),
        ),
        hours=True,
    ),
    Trap(
        "klant here, only leverancier there",
        (InTimeOn("Accu Service Oost", "10430"),),
        (InSnelStart("Accu Service Oost", 10430, soort="Leverancier"),),
    ),
    Trap(
        "nonactief there",
        (InTimeOn("Boekhandel Het Leeslint", "10431"),),
        (InSnelStart("Boekhandel Het Leeslint", 10431, nonactief=True),),
        hours=True,
    ),
    Trap("nonactief and nowhere else", (), (InSnelStart("Videotheek De Band", 10432, nonactief=True),)),
    Trap(
        "case only, number absent",
        (InTimeOn("MEUBELMAKERIJ EIKENHOUT", None),),
        (InSnelStart("Meubelmakerij Eikenhout", 10433),),
    ),
    Trap("placeholder number", (InTimeOn("Onbekende klant telefoon", "-2", active=False, vat="none"),)),
)
