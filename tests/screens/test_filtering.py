from decimal import Decimal

import pytest

from screens.widgets.columns import Column
from screens.widgets.filtering import column_of, number_of, parse
from screens.widgets.source import Cell, ListSource

COLUMNS = (
    Column("klant", "Klant", 10),
    Column("totaal", "Excl. btw", 10, right=True),
    Column("order", "In SnelStart", 10),
)
ROWS = [
    ("Bakker & Zn", "1.071,88", "● gefactureerd"),
    ("De Haan", "99,50", "✖ geweigerd"),
    ("Haan Bakkerij", "-12,00", "○ nog niet"),
]


def found(text):
    source = ListSource(ROWS, key=lambda row: row[0], cells=lambda row: (row[0], row[1], Cell(row[2])))
    asked = parse(text, COLUMNS)
    assert asked.problem == ""
    source.filter(" ".join(asked.words), asked.tests)
    return [source.key(index) for index in range(source.count())]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", ["Bakker & Zn", "De Haan", "Haan Bakkerij"]),
        ("bakker", ["Bakker & Zn", "Haan Bakkerij"]),
        ("naam:haan", ["De Haan", "Haan Bakkerij"]),
        ("bedrag>100", ["Bakker & Zn"]),
        ("bedrag<=99,50 haan", ["De Haan", "Haan Bakkerij"]),
        ("bedrag<0", ["Haan Bakkerij"]),
        ("bedrag=1.071,88", ["Bakker & Zn"]),
        ("status:fout", ["De Haan"]),
        ("-status:fout", ["Bakker & Zn", "Haan Bakkerij"]),
        ("-bakker", ["De Haan"]),
        ('"haan bak"', ["Haan Bakkerij"]),
        ("naam: bedrag>", ["Bakker & Zn", "De Haan", "Haan Bakkerij"]),
        ("-12,00", ["Haan Bakkerij"]),
    ],
)
def test_a_filter_finds(text, rows):
    assert found(text) == rows


@pytest.mark.parametrize(
    ("text", "told"), [("plaats:ede", "Geen kolom plaats"), ("bedrag>veel", "bedrag> wil een getal")]
)
def test_what_can_not_be_meant_is_told(text, told):
    assert told in parse(text, COLUMNS).problem


def test_a_column_answers_to_its_id_its_label_and_what_means_the_same():
    assert [column_of(name, COLUMNS) for name in ("klant", "naam", "excl", "staat", "bedrag")] == [0, 0, 1, 2, 1]


@pytest.mark.parametrize(
    ("text", "number"), [("4.812,50", "4812.50"), ("100", "100"), ("99.5", "99.5"), ("€ 1.000", "1000"), ("geen", None)]
)
def test_numbers_are_read_as_dutch_people_write_them(text, number):
    assert number_of(text) == (None if number is None else Decimal(number))
