"""The text of a line, whatever people typed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.registratie import Registratie, Soort
from core.invoicing.linetext import GroupBy, clean, line_text


def registratie(text: str, day: int = 5) -> Registratie:
    return Registratie("1:uren", "1", Soort.UREN, date(2026, 10, day), "1", "7", "301", text, project="Jaar 2026",
                       medewerker="Fatma")  # fmt: skip


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        (GroupBy.NONE, "05-10-2026 · Balans"),
        (GroupBy.DAY, "05-10-2026 · Advies"),
        (GroupBy.PROJECT, "Jaar 2026 · Advies · 05-10-2026 t/m 09-10-2026"),
        (GroupBy.MEDEWERKER, "Fatma · Advies · 05-10-2026 t/m 09-10-2026"),
        (GroupBy.PRODUCT, "Advies · 05-10-2026 t/m 09-10-2026"),
    ],
)
def test_a_grouped_line_says_what_it_shares(group: GroupBy, expected: str) -> None:
    assert line_text([registratie("Balans"), registratie("Kas", 9)], "Advies", group) == expected


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        (GroupBy.DAY, "Advies (2x) · 05-10-2026 · Balans, Kas"),
        (GroupBy.PRODUCT, "Advies (2x) · Balans, Kas · 05-10-2026 t/m 09-10-2026"),
    ],
)
def test_a_template_of_ones_own_leaves_out_what_says_nothing(group: GroupBy, expected: str) -> None:
    template = "{artikel} ({registraties}x) · {groep} · {omschrijvingen} · {periode}"
    found = line_text(
        [registratie("Balans"), registratie("Kas", 9), registratie("Balans")][:2], "Advies", group, template
    )
    assert found == expected


def test_a_template_without_any_field_is_only_text() -> None:
    assert line_text([registratie("Balans")], "Advies", GroupBy.DAY, "Werk · ") == "Werk"


@given(st.text())
def test_any_text_becomes_one_clean_line_of_250(text: str) -> None:
    line = line_text([registratie(text * 40)], "Advies", GroupBy.NONE)
    assert len(line) <= 250
    assert line.isprintable()


def test_control_characters_go_and_long_text_is_cut_visibly() -> None:
    assert clean("a\x00b\r\nc\u202ed\t e") == "a b cd e"
    assert clean("x" * 10_000) == "x" * 249 + "…"
