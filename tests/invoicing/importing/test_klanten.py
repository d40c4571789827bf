"""Which klant a name or number is: exactly, or not at all and why not."""

import pytest

from core.domain.partij import Partij, Side
from core.invoicing.importing.klanten import Klanten

TIMEON = [
    Partij(Side.TIMEON, "1", "Bakkerij De Korenaar B.V.", "10001"),
    Partij(Side.TIMEON, "2", "Mini Camping X", "402148"),
    Partij(Side.TIMEON, "3", "Mini Camping X", "402149"),
    Partij(Side.TIMEON, "4", "Oud B.V.", "10004", actief=False),
    Partij(Side.TIMEON, "5", "Café 't Hoekje", "10017"),
]
KLANT = frozenset({"Klant"})
SNELSTART = [
    Partij(Side.SNELSTART, "s1", "Bakkerij De Korenaar BV", "7", soorten=KLANT),
    Partij(Side.SNELSTART, "s9", "Nieuw B.V.", "9", soorten=KLANT),
]
KLANTEN = Klanten(TIMEON, SNELSTART, {"1": "s1"}, {"De bakker": "1"})


@pytest.mark.parametrize(
    ("naam", "nummer", "found"),
    [
        ("Bakkerij De Korenaar B.V.", "", "1"),
        ("Bakkerij  De Korenaar B.V. ", "", "1"),
        ("", "10001", "1"),
        ("Bakkerij De Korenaar BV", "", "1"),
        ("", "7", "1"),
        ("De bakker", "", "1"),
        ("Mini Camping X", "402149", "3"),
        ("Onbekende naam", "10017", "5"),
    ],
)
def test_exactly_this_one(naam: str, nummer: str, found: str) -> None:
    assert KLANTEN.find(naam, nummer) == found


@pytest.mark.parametrize(
    ("naam", "nummer", "why"),
    [
        ("bakkerij de korenaar b.v.", "", "geen klant met precies"),
        ("Mini Camping X", "", "2 klanten heten zo"),
        ("Bakkerij De Korenaar B.V.", "10017", "nummer 10017 is van Café 't Hoekje"),
        ("Oud B.V.", "", "nonactief"),
        ("Nieuw B.V.", "", "alleen in SnelStart"),
        ("", "", "noemt geen klant"),
        ("", "00001", "geen klant met precies"),
    ],
)
def test_none_and_why(naam: str, nummer: str, why: str) -> None:
    assert why in str(KLANTEN.find(naam, nummer))
