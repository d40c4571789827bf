from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sandbox.snelstart.odata.compile import compile_filter
from core.sandbox.snelstart.odata.errors import QueryError
from core.sandbox.snelstart.odata.options import read_options
from core.sandbox.snelstart.odata.parser import MOST_NODES
from core.sandbox.snelstart.schema import model, models
from core.sandbox.snelstart.values import stamp

EARLY, LATE = datetime.fromisoformat("1900-01-01"), datetime.fromisoformat("2400-01-01")
MOMENTS = st.datetimes(min_value=EARLY, max_value=LATE)
RELATIE = model("Relaties.RelatieModel")
RECORD = {
    "naam": "Bakkerij O'Brien",
    "relatiecode": 101,
    "relatiesoort": ["Klant"],
    "kredietLimiet": Decimal("12.50"),
    "memo": None,
    "nonactief": False,
    "incassoSoort": "Core",
    "modifiedOn": "2023-06-29T21:44:48.51",
    "vestigingsAdres": {"plaats": "Breda", "land": {"id": "10000000-0000-4000-8000-00000000000a"}},
    "extraVeldenKlant": [{"naam": "Pasnummer", "waarde": "12"}, {"naam": "Kleur", "waarde": "rood"}],
    "id": "20000000-0000-4000-8000-000000000001",
}


@pytest.mark.parametrize(
    "text",
    [
        "Naam eq 'Bakkerij O''Brien'",
        "Naam ne 'x' and Relatiecode gt 100",
        "Relatiecode ge 101 and Relatiecode le 101 and not (Relatiecode lt 101)",
        "Relatiecode eq 5 or Relatiecode eq 101L",
        "Relatiecode eq 101 or Relatiecode eq 5 and Naam eq 'niemand'",
        "not Nonactief eq true",
        "Nonactief eq false",
        "KredietLimiet eq 12.5m",
        "Memo eq null",
        "null ne Naam",
        "IncassoSoort eq 'Core'",
        "ModifiedOn gt datetime'2023-06-29T21:44:48.5' and ModifiedOn lt datetime'2023-07-01'",
        "year(ModifiedOn) eq 2023 and month(ModifiedOn) eq 6 and day(ModifiedOn) eq 29",
        "substringof('Brien', Naam) eq true",
        "substringof('Brien', Naam)",
        "startswith(Naam,'Bakker') eq true and endswith(Naam,'Brien')",
        "Relatiesoort/any(r:r eq 'Klant')",
        "Relatiesoort/any()",
        "ExtraVeldenKlant/any(e:e/Waarde eq 'rood' and e/Naam eq 'Kleur')",
        "VestigingsAdres/Land/Id eq guid'10000000-0000-4000-8000-00000000000A'",
        "VestigingsAdres/Land/Id eq (guid'10000000-0000-4000-8000-00000000000a')",
        "CorrespondentieAdres/Plaats eq null",
        "((((Naam eq 'Bakkerij O''Brien'))))",
    ],
)
def test_what_the_service_documents_is_understood(text):
    assert compile_filter(text, RELATIE)(RECORD) is True


@pytest.mark.parametrize(
    "text",
    [
        "Memo eq 'x'",
        "KredietLimiet gt 12.51",
        "Memo gt 'a'",
        "substringof('x', Memo)",
        "ExtraVeldenKlant/any(e:e/Waarde eq 'rood' and e/Naam eq 'Pasnummer')",
        "Documents/any()",
    ],
)
def test_what_does_not_match_is_left_out(text):
    assert compile_filter(text, RELATIE)(RECORD) is False


@pytest.mark.parametrize("name", ["naam", "Onbekend", "modifiedOn"])
def test_an_unknown_or_lower_case_name_is_refused_in_the_recorded_words(name):
    with pytest.raises(QueryError) as refused:
        compile_filter(f"{name} eq 'x'", RELATIE)
    assert str(refused.value) == (
        f"Could not find a property named '{name}' on type 'SnelStart.B2B.Api.V2.Models.Relaties.RelatieModel'."
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Naam",
        "Naam eq",
        "Naam eq 'open",
        "Naam eq 'x' and",
        "Naam = 'x'",
        "(Naam eq 'x'",
        "Naam eq 'x')",
        "Relatiecode eq '101'",
        "Naam eq 101",
        "Nonactief gt true",
        "Naam and Memo",
        "not Naam",
        "VestigingsAdres eq 'x'",
        "Relatiesoort eq 'Klant'",
        "Naam/Lengte eq 1",
        "contains(Naam,'x')",
        "startswith(Naam)",
        "Naam/any(n:n eq 'x')",
        "ExtraVeldenKlant/any(e:Relatiesoort/any(r:r eq 'Klant'))",
        "Id eq 20000000-0000-4000-8000-000000000001",
        "Id eq guid'kort'",
        "ModifiedOn gt datetime'2021-01-01T00:00:00Z'",
        "ModifiedOn gt datetimeoffset'2021-01-01T00:00:00Z'",
        "ModifiedOn gt datetime'2021-13-01'",
        "ModifiedOn gt '2021-01-01'",
        "KredietLimiet gt 1e9999",
        f"KredietLimiet gt {'9' * 500}",
        "Naam eq 'x' AND Memo eq 'y'",
        "(" * 5000,
        "not " * 5000 + "true",
        " or ".join(["Relatiecode eq 1"] * MOST_NODES),
        "a" * 10_000,
        "Naam eq 'x' \0",
    ],
)
def test_everything_else_is_refused_and_nothing_hangs(text):
    with pytest.raises(QueryError):
        compile_filter(text, RELATIE)


WORDS = st.sampled_from(
    [
        "Naam",
        "naam",
        "Relatiecode",
        "Relatiesoort",
        "/any(",
        "r:r",
        "eq",
        "and",
        "or",
        "not",
        "gt",
        "(",
        ")",
        ",",
        "/",
        "null",
        "'x'",
        "''",
        "'",
        "1",
        "-1.5",
        "guid'",
        "datetime'2021-01-01'",
        "substringof(",
        "year(",
        "ModifiedOn",
        "true",
        "é",
    ]
)


@given(
    st.one_of(
        st.text(max_size=60), st.lists(WORDS, max_size=14).map(" ".join), st.lists(WORDS, max_size=14).map("".join)
    )
)
def test_any_text_is_a_filter_or_a_query_error(text):
    try:
        matches = compile_filter(text, RELATIE)
    except QueryError:
        return
    assert matches(RECORD) in {True, False}


@given(st.text(max_size=40))
def test_any_string_survives_quoting(text):
    literal = text.replace("'", "''")
    assert compile_filter(f"Naam eq '{literal}'", RELATIE)({"naam": text})


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_any_amount_equals_itself(amount):
    assert compile_filter(f"KredietLimiet eq {amount:f}", RELATIE)({"kredietLimiet": amount})


@given(MOMENTS)
def test_any_moment_equals_itself(moment):
    matches = compile_filter(f"ModifiedOn eq datetime'{moment.isoformat()}'", RELATIE)
    assert matches({"modifiedOn": stamp(moment)})


@given(MOMENTS, MOMENTS)
def test_moments_order_as_time_does(one, other):
    matches = compile_filter(f"ModifiedOn gt datetime'{other.isoformat()}'", RELATIE)
    assert matches({"modifiedOn": stamp(one)}) == (one > other)


@pytest.mark.parametrize("name", sorted(models()))
def test_an_empty_record_of_any_model_can_be_asked_anything(name):
    for each, field in model(name).by_query.items():
        for text in (f"{each} eq null", f"{each} eq 'x'", f"{each}/any()", f"year({each}) eq 1"):
            try:
                matches = compile_filter(text, model(name))
            except QueryError:
                continue
            assert matches({}) in {True, False}, field


@pytest.mark.parametrize(
    "query",
    [
        [("$top", "501")],
        [("$top", "-1")],
        [("$top", "x")],
        [("$top", "٣")],
        [("$skip", "99999999999999999999")],
        [("$skip", "1.5")],
        [("$orderby", "Naam")],
        [("$expand", "Relatie")],
        [("$Top", "5")],
        [("$select", "Naam")],
        [("$apply", "aggregate(Saldo with sum as X)")],
    ],
)
def test_options_out_of_bounds_and_undocumented_ones_are_refused(query):
    with pytest.raises(QueryError):
        read_options(query, RELATIE, largest=500)


def test_a_repeated_option_counts_in_its_last_form_and_others_are_ignored():
    options = read_options([("$top", "1"), ("$top", "2"), ("klant", "x")], RELATIE, largest=500)
    assert (options.top, options.skip, options.matches) == (2, 0, None)


def test_select_names_properties_as_queries_do():
    assert read_options([("$select", "Id, Naam")], RELATIE, largest=500, selectable=True).select == ("id", "naam")
    with pytest.raises(QueryError):
        read_options([("$select", "naam")], RELATIE, largest=500, selectable=True)
