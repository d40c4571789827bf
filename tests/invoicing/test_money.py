"""To the cent: lines, declaratie, order and btw agree, whatever the registraties; the cent traps of Dutch invoices."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.artikel_regel import ArtikelRegel
from core.domain.declaratie import Regel
from core.domain.money import CENT, rounded, total
from core.domain.product import BtwTarief
from core.domain.registratie import Registratie, Soort
from core.invoicing.btw import btw_for, changes_between, tarief_on, totals, untaxed
from core.invoicing.compose import compose
from core.invoicing.linetext import GroupBy
from core.invoicing.order import payload_text, read_payload
from core.invoicing.quantities import hours_of, hours_of_all
from core.text import say
from tests.invoicing.fakes import ARTIKELEN, GROEPEN, KM, LAAG, TARIEVEN, UREN

RULES = [ArtikelRegel(Soort.UREN, UREN), ArtikelRegel(Soort.KILOMETERS, KM), ArtikelRegel(Soort.ONKOSTEN, LAAG)]
DAY = date(2026, 10, 5)


def uren(number: int, seconds: int, day: date = DAY, **more: str) -> Registratie:
    return Registratie(f"{number}:uren", str(number), Soort.UREN, day, "1", more.get("project_id", ""), more.get("who", ""),
                       "werk", seconds=seconds)  # fmt: skip


def lines(*seconds: int, prijs: str, rule: str = "decimals", group: str = "none") -> tuple[Regel, ...]:
    rules = [ArtikelRegel(Soort.UREN, UREN, prijs=Decimal(prijs))]
    rows = [uren(n, one) for n, one in enumerate(seconds)]
    return compose(rows, rules, ARTIKELEN, GROEPEN, hours_rule=rule, group_by=group).regels  # type: ignore[arg-type]


registraties = st.lists(
    st.builds(
        lambda soort, day, project, who, seconds, km, euro: (soort, day, project, who, seconds, km, euro),
        st.sampled_from(Soort),
        st.integers(1, 28),
        st.sampled_from(["", "7", "8"]),
        st.sampled_from(["301", "302"]),
        st.integers(0, 200_000),
        st.decimals(0, 2_000, places=1),
        st.decimals(-500, 5_000, places=2),
    ),
    max_size=25,
).map(
    lambda rows: [
        Registratie(
            f"{n}:{soort}",
            str(n),
            soort,
            date(2026, 10, day),
            "1",
            project,
            who,
            "x",
            seconds=seconds,
            kilometers=km,
            bedrag=euro,
        )
        for n, (soort, day, project, who, seconds, km, euro) in enumerate(rows)
    ]
)


def test_three_quarters_round_up_by_line_and_not_together() -> None:
    apart, together = lines(900, 2700, 900, prijs="87.50"), lines(900, 2700, 900, prijs="87.50", group="product")
    assert [r.bedrag for r in apart] == [Decimal("21.88"), Decimal("65.63"), Decimal("21.88")]
    assert total(r.bedrag for r in apart) == Decimal("109.39")
    assert [r.bedrag for r in together] == [Decimal("109.38")]
    (btw,) = btw_for(apart, TARIEVEN, DAY)
    assert (btw.bedrag, btw.per_line) == (Decimal("22.97"), Decimal("22.96"))


@pytest.mark.parametrize(
    ("rule", "aantal", "bedrag"),
    [("decimals", "0.33", "31.35"), ("exact", "0.333333", "31.67"), ("quarter", "0.50", "47.50")],
)
def test_twenty_minutes(rule: str, aantal: str, bedrag: str) -> None:
    (regel,) = lines(1200, prijs="95.00", rule=rule)
    assert (regel.aantal, regel.bedrag, rounded(regel.exact)) == (Decimal(aantal), Decimal(bedrag), Decimal("31.67"))


def test_low_btw_was_six_percent_until_2019() -> None:
    assert tarief_on(TARIEVEN, "Laag", date(2018, 12, 31)) == 6
    assert tarief_on(TARIEVEN, "Laag", date(2019, 1, 1)) == 9
    assert [
        t.percentage for t in changes_between(TARIEVEN, ["Laag", "Hoog"], date(2018, 12, 1), date(2019, 1, 31))
    ] == [9]


def test_a_soort_without_a_tariff_counts_as_nothing_and_is_named() -> None:
    regel = Regel("a", "A", "", Decimal(1), Decimal(10), Decimal("10.00"), "Overig", Decimal(10), say("x"))
    assert btw_for([regel], TARIEVEN, DAY)[0].bedrag == 0
    assert untaxed([regel], TARIEVEN, DAY) == (regel,)
    assert untaxed([regel], [BtwTarief("Overig", Decimal(0), date(1900, 1, 1), date(2400, 1, 1))], DAY) == ()


@pytest.mark.parametrize(
    ("seconds", "hours"), [(0, "0.00"), (1, "0.25"), (900, "0.25"), (901, "0.50"), (-901, "-0.50")]
)
def test_a_quarter_begun_counts(seconds: int, hours: str) -> None:
    assert hours_of(seconds, "quarter") == Decimal(hours)


@given(registraties, st.sampled_from(GroupBy), st.sampled_from(["exact", "decimals", "quarter"]))
def test_the_lines_add_up_and_the_order_says_the_same(rows: list[Registratie], group: GroupBy, rule: str) -> None:
    made = compose(rows, RULES, ARTIKELEN, GROEPEN, hours_rule=rule, group_by=group)  # type: ignore[arg-type]
    assert made.problems == ()
    assert sorted(i for r in made.regels for i in r.registraties) == sorted(one.id for one in rows)
    for regel in made.regels:
        assert regel.bedrag == rounded(regel.aantal * regel.prijs)
    assert made.totaal == total(regel.bedrag for regel in made.regels)
    wire = payload_text({"regels": [{"aantal": r.aantal, "stuksprijs": r.prijs} for r in made.regels]})
    assert total(rounded(r["aantal"] * r["stuksprijs"]) for r in read_payload(wire)["regels"]) == made.totaal
    btw = btw_for(made.regels, TARIEVEN, DAY)
    sums = totals(made.regels, btw)
    assert sums.excl == made.totaal == total(one.grondslag for one in btw)
    assert abs(sums.btw - sums.btw_per_line) <= CENT / 2 * (len(made.regels) + len(btw))


@given(registraties, st.sampled_from(GroupBy), st.sampled_from(["exact", "decimals", "quarter"]))
@settings(max_examples=60)
def test_grouping_moves_the_total_no_more_than_the_rule_says(
    rows: list[Registratie], group: GroupBy, rule: str
) -> None:
    apart = compose(rows, RULES, ARTIKELEN, GROEPEN, hours_rule=rule)  # type: ignore[arg-type]
    grouped = compose(rows, RULES, ARTIKELEN, GROEPEN, hours_rule=rule, group_by=group)  # type: ignore[arg-type]
    step = {"exact": Decimal("0.0000005"), "decimals": Decimal("0.005"), "quarter": Decimal(0)}[rule]
    uren_rows = sum(one.soort is Soort.UREN for one in rows)
    cents = CENT / 2 * (len(apart.regels) + len(grouped.regels))
    assert abs(apart.totaal - grouped.totaal) <= 2 * step * Decimal("87.50") * uren_rows + cents


@given(st.lists(st.integers(0, 90_000), max_size=30))
def test_quarters_are_the_same_however_they_are_grouped(seconds: list[int]) -> None:
    assert hours_of_all(seconds, "quarter") == total(hours_of(one, "quarter") for one in seconds)


@pytest.mark.parametrize("prijs", ["0", "-12.5", "0.0123456789", "1000000000000", "999999999999.9999999999"])
def test_strange_prices_lose_nothing(prijs: str) -> None:
    (regel,) = lines(1_234, prijs=prijs, rule="exact")
    assert regel.bedrag == (regel.aantal * Decimal(prijs)).quantize(CENT, "ROUND_HALF_UP")


def test_ten_thousand_registraties_are_grouped_and_priced() -> None:
    rows = [uren(n, n % 30_000, date(2026, 10, 1 + n % 28)) for n in range(10_000)]
    made = compose(rows, RULES, ARTIKELEN, GROEPEN, group_by="day")
    assert len(made.regels) == 28
