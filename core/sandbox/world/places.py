"""Dutch places with a postcode range, and street names: enough for an address a bookkeeper doesn't stop at."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

PLAATSEN: tuple[tuple[str, int], ...] = (
    ("Zutphen", 7201),
    ("Deventer", 7411),
    ("Apeldoorn", 7311),
    ("Lochem", 7241),
    ("Doetinchem", 7001),
    ("Arnhem", 6811),
    ("Zwolle", 8011),
    ("Kampen", 8261),
    ("Raalte", 8101),
    ("Almelo", 7601),
    ("Hengelo", 7551),
    ("Enschede", 7511),
    ("Winterswijk", 7101),
    ("Ede", 6711),
    ("Barneveld", 3771),
    ("Amersfoort", 3811),
    ("Utrecht", 3511),
    ("Hoorn", 1621),
    ("Alkmaar", 1811),
    ("Heerenveen", 8441),
    ("Sneek", 8601),
    ("Leeuwarden", 8911),
    ("Groningen", 9711),
    ("Assen", 9401),
    ("Emmen", 7811),
    ("Meppel", 7941),
    ("Goes", 4461),
    ("Middelburg", 4331),
    ("Breda", 4811),
    ("Tilburg", 5011),
    ("Oss", 5341),
    ("Nijmegen", 6511),
    ("Venlo", 5911),
    ("Roermond", 6041),
    ("Gouda", 2801),
    ("Leiden", 2311),
    ("Delft", 2611),
    ("Dordrecht", 3311),
    ("Purmerend", 1441),
)

STRATEN: tuple[str, ...] = (
    "Dorpsstraat",
    "Molenweg",
    "Kerkstraat",
    "Industrieweg",
    "Stationsstraat",
    "Nieuwstraat",
    "Beukenlaan",
    "Lindelaan",
    "Havenstraat",
    "Marktplein",
    "Handelsweg",
    "Ambachtsweg",
    "Veldweg",
    "Schoolstraat",
    "Wilhelminalaan",
    "Julianastraat",
    "Oude Rijksweg",
    "Zuiderkade",
    "Noordersingel",
    "Burgemeester van Houtstraat",
    "Graafschapsweg",
    "Kanaaldijk",
    "Esdoornstraat",
    "Korenbloem",
    "Hof van Gelre",
    "Techniekweg",
)

_POSTCODE_LETTERS = "ABCDEGHJKLMNPRSTVWXZ"


def adres(random: Random) -> tuple[str, str, str]:
    """Straat with huisnummer, postcode (`1234 AB`) and plaats, drawn together so that they fit."""
    plaats, postcode = PLAATSEN[int(random.random() * len(PLAATSEN))]
    straat = STRATEN[int(random.random() * len(STRATEN))]
    draw = random.getrandbits(24)
    toevoeging = (" a", " b", "-2", "")[draw & 3] if draw & 0x1C == 0 else ""
    first = _POSTCODE_LETTERS[(draw >> 5) % 20]
    second = _POSTCODE_LETTERS[(draw >> 10) % 20]
    return f"{straat} {(draw >> 15) % 180 + 1}{toevoeging}", f"{postcode + (draw >> 3) % 60} {first}{second}", plaats
