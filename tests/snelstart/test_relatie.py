import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.nl import btw as stdnum_btw

from core.domain.partij import Partij, Side
from core.snelstart import json_body, wire
from core.snelstart.btw import can_be_valid, country_of
from core.snelstart.relatie import lost_by_put, merge_relatie, problems_relatie, to_relatie

KLANT = Partij(
    side=Side.TIMEON,
    id="1",
    naam="Zilver B.V.",
    nummer="12",
    btw="NL001234567B29",
    email="a@b.example",
    telefoon="085 000 00 01",
    straat="Kade 1",
    postcode="1234 AB",
    plaats="Ede",
)


def body(**changes):
    return to_relatie(replace(KLANT, **changes), relatiecode=12, land_id="nl")


def words(found):
    return " ".join(str(sentence) for sentence in found)


def test_a_klant_becomes_a_relatie_of_the_kind_klant():
    assert body() == {
        "relatiesoort": ["Klant"],
        "relatiecode": 12,
        "naam": "Zilver B.V.",
        "email": "a@b.example",
        "telefoon": "085 000 00 01",
        "btwNummer": "NL001234567B29",
        "vestigingsAdres": {"straat": "Kade 1", "postcode": "1234 AB", "plaats": "Ede", "land": {"id": "nl"}},
    }
    assert problems_relatie(body(), landcode="NL") == ()


def test_what_time_on_lacks_is_not_sent():
    bare = to_relatie(Partij(Side.TIMEON, "1", "Jan"), relatiecode=None, land_id="nl")
    assert bare == {"relatiesoort": ["Klant"], "naam": "Jan"}
    assert problems_relatie(bare) == ()


def test_a_name_that_is_too_long_is_refused_and_named_never_trimmed():
    long = "N" * 51
    assert body(naam=long)["naam"] == long
    assert "naam heeft 51 tekens" in words(problems_relatie(body(naam=long)))
    assert problems_relatie(body(naam="N" * 50)) == ()
    assert "51" not in words(problems_relatie(body(naam="N" * 50)))
    assert "naam heeft 52 tekens" in words(problems_relatie(body(naam="\U0001f600" * 26)))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"naam": " "}, "naam"),
        ({"telefoon": "0" * 26}, "telefoon"),
        ({"email": "a" * 246 + "@b.nl"}, "email"),
        ({"email": "geen adres"}, "email"),
        ({"email": "a@b.nl;"}, "email"),
        ({"email": "a@b.nl, c@d.nl"}, "email"),
        ({"straat": "S" * 51}, "straat"),
        ({"postcode": "P" * 26}, "postcode"),
        ({"plaats": "P" * 51}, "plaats"),
        ({"straat": ""}, "straat ontbreekt"),
        ({"postcode": "", "plaats": ""}, "postcode, plaats ontbreekt"),
        ({"btw": "NL123456789B90"}, "btwNummer"),
        ({"btw": "NL0012.34567.B29"}, "btwNummer"),
        ({"btw": "N"}, "btwNummer"),
        ({"btw": "B" * 51}, "btwNummer"),
        ({"btw": "DE123456789"}, "land NL"),
    ],
)
def test_what_snelstart_would_refuse_is_named_before_the_call(changes, field):
    assert field in words(problems_relatie(body(**changes), landcode="NL"))


def test_several_addresses_of_e_mail_are_fine_with_a_semicolon():
    assert problems_relatie(body(email="a@b.nl; c@d.nl")) == ()


def test_an_address_without_a_country_is_not_whole():
    found = problems_relatie(to_relatie(KLANT, relatiecode=1, land_id=""))
    assert "land ontbreekt" in words(found)


@pytest.mark.parametrize("code", [0, -2, 2**31, "12", 1.5])
def test_a_relatiecode_is_a_positive_whole_number_of_32_bits(code):
    assert "klantnummer" in words(problems_relatie({"naam": "x", "relatiecode": code}))


def test_all_problems_come_at_once():
    assert len(problems_relatie(body(naam="N" * 51, telefoon="0" * 26, email="x", straat=""))) == 4


def test_the_btw_check_agrees_with_a_known_implementation():
    for number in ("NL001234567B29", "NL001234568B20", "NL999900006B01", "NL999900018B01", "NL002455799B11"):
        assert can_be_valid(number)
        assert stdnum_btw.is_valid(number)
    assert not can_be_valid("NL123456789B90")


@given(st.from_regex(r"NL[0-9]{9}B[0-9]{2}", fullmatch=True).filter(lambda text: text.isascii()))
def test_a_dutch_number_that_could_be_good_is_never_refused(number):
    if stdnum_btw.is_valid(number):
        assert can_be_valid(number)


@pytest.mark.parametrize(("number", "country"), [("EL123", "GR"), ("de1", "DE"), ("123", ""), ("", "")])
def test_the_country_of_a_number(number, country):
    assert country_of(number) == country


SCALAR = st.none() | st.booleans() | st.integers() | st.text() | st.decimals(allow_nan=False, allow_infinity=False)
FIELDS = st.sampled_from(["straat", "plaats", "land"]) | st.text(max_size=3)
VALUE = SCALAR | st.lists(SCALAR, max_size=3) | st.dictionaries(FIELDS, SCALAR, max_size=4)
NAMES = st.sampled_from(["naam", "fax", "memo", "vestigingsAdres", "kredietLimiet", "id"]) | st.text(max_size=3)
RECORD = st.dictionaries(NAMES, VALUE, max_size=6)


@given(RECORD, RECORD)
def test_a_merge_blanks_nothing_that_was_read_but_the_field_it_may_not_write(read, changes):
    merged = merge_relatie(read, changes)
    assert set(merged) == (set(read) | set(changes)) - {"fax"}
    for name, value in merged.items():
        before, change = read.get(name), changes.get(name)
        if name not in changes:
            assert value == before
        elif isinstance(before, dict) and isinstance(change, dict):
            assert value == before | change
        else:
            assert value == change


@given(RECORD)
def test_a_merge_of_nothing_is_what_was_read(read):
    assert merge_relatie(read, {}) == {name: value for name, value in read.items() if name != "fax"}


def test_a_merge_does_not_change_what_was_read():
    read = {"vestigingsAdres": {"straat": "a", "land": {"id": "x"}}}
    assert merge_relatie(read, {"vestigingsAdres": {"straat": "b"}}) == {
        "vestigingsAdres": {"straat": "b", "land": {"id": "x"}}
    }
    assert read == {"vestigingsAdres": {"straat": "a", "land": {"id": "x"}}}


def test_a_fax_that_would_be_lost_is_said():
    assert "010-123" in words(lost_by_put({"fax": "010-123"}))
    assert lost_by_put({"fax": ""}) == lost_by_put({"fax": None}) == lost_by_put({}) == ()


def test_what_was_read_goes_back_to_the_cent():
    read = wire.record(b'{"id":"1","naam":"x","kredietLimiet":1500.10,"factuurkorting":null,"bankieren":false}')
    sent = json.loads(json_body(merge_relatie(read, {"naam": "y"}), as_text=False), parse_float=Decimal)
    assert sent == {
        "id": "1",
        "naam": "y",
        "kredietLimiet": Decimal("1500.10"),
        "factuurkorting": None,
        "bankieren": False,
    }
