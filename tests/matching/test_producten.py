"""Producten by code and by omschrijving; a list of them read from whatever a person saved."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from core.domain.match import MatchState
from core.domain.product import Artikel
from core.errors import UsageError
from core.matching.producten import Product, code_key, match_producten
from core.matching.tabular.producten import read_producten


def artikel(id_, code, omschrijving):
    return Artikel(str(id_), code, omschrijving, "", Decimal(0))


@pytest.mark.parametrize(
    ("product", "found", "state"),
    [
        (("100", "Advies"), ("100", "Advies"), "number_name"),
        (("0100", "Advies"), ("100", "Advies"), "number_name"),
        (("ADV", "Advies"), ("adv", "Advies"), "number_name"),
        (("", "Advies"), ("100", "Advies"), "name"),
        (("200", "Advies"), ("100", "Advies"), "name"),
        (("100", "Consult"), ("100", "Advies"), "number"),
        (("", "Km. vergoeding"), ("7", "KM vergoeding"), "spelling"),
    ],
)
def test_a_pair_by_code_or_omschrijving(product, found, state):
    (row,) = match_producten([Product(1, *product)], [artikel(2, *found)])
    assert row.state == state
    assert str(row.reason)


def test_what_stands_twice_or_points_two_ways_is_a_knot():
    (row,) = match_producten([Product(1, "100", "Advies")], [artikel(2, "100", "Consult"), artikel(3, "200", "Advies")])
    assert row.state is MatchState.KNOT
    (row,) = match_producten([Product(1, "", "Advies")], [artikel(2, "1", "Advies"), artikel(3, "2", "Advies")])
    assert row.state is MatchState.KNOT


def test_without_a_list_every_artikel_stands_alone():
    rows = match_producten([], [artikel(1, "1", "Advies"), artikel(2, "1", "Advies")])
    assert [row.state for row in rows] == [MatchState.ONLY_SNELSTART] * 2
    assert rows[0].id != rows[1].id


CODES, NAMES = st.sampled_from(["", "1", "01", "x", "X", "2"]), st.sampled_from(["", "--", "A", "a", "B"])


@given(st.lists(st.tuples(CODES, NAMES), max_size=7), st.lists(st.tuples(CODES, NAMES), max_size=7))
def test_every_product_stands_in_one_row_and_the_order_of_the_lists_changes_nothing(ours, theirs):
    left = [Product(at, *one) for at, one in enumerate(ours)]
    right = [artikel(at, *one) for at, one in enumerate(theirs)]
    rows = match_producten(left, right)
    assert sorted(one.row for row in rows for one in row.timeon) == list(range(len(left)))
    assert sorted(int(one.id) for row in rows for one in row.artikelen) == list(range(len(right)))
    turned = match_producten(left[::-1], right[::-1])
    assert {(frozenset(row.timeon), frozenset(a.id for a in row.artikelen), row.state) for row in rows} == {
        (frozenset(row.timeon), frozenset(a.id for a in row.artikelen), row.state) for row in turned
    }


@given(st.text(max_size=12))
def test_a_code_has_one_spelling(code):
    assert code_key(code_key(code)) == code_key(code)


def test_a_list_is_read_from_csv_and_from_a_sheet_with_more_than_twenty_rows(tmp_path):
    text = tmp_path / "lijst.csv"
    text.write_text("Lijst\n\nCode;Omschrijving;Prijs\n007;Advies;95,00\n;;\n;;12\n", "latin-1")
    found, problems = read_producten(text)
    assert found == (Product(1, "007", "Advies"),)
    assert str(problems[0]) == "lijst.csv, rij 6: geen code en geen omschrijving; overgeslagen."
    book = Workbook()
    book.active.append(["Productcode", "Product", "Prijs"])
    for at in range(40):
        book.active.append([at + 1.0, f"Product {at}", 1])
    book.save(tmp_path / "lijst.xlsx")
    found, problems = read_producten(tmp_path / "lijst.xlsx")
    assert len(found) == 40
    assert found[0] == Product(1, "1", "Product 0")


@pytest.mark.parametrize(("name", "content", "said"), [
    ("a.csv", b"x;y\n1;2\n", "geen kolomkoppen"), ("b.csv", b"", "is leeg"), ("c.bin", b"\0\1\2", "geen tekst"),
])  # fmt: skip
def test_what_is_no_list_is_said(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError, match=said):
        read_producten(tmp_path / name)
    with pytest.raises(UsageError, match="is een map"):
        read_producten(tmp_path)
