"""The one spelling of numbers, btw-ids, phones, addresses and persons."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.nl import btw as stdnum_btw

from core.matching.contact import compare, email_key, house_number, phone_key, postcode_key
from core.matching.discarded import is_discarded, refers_to
from core.matching.identifiers import btw_key, btw_shape, iban_key, kvk_key
from core.matching.numbers import number_key, number_note, numbers_say
from core.matching.persons import may_be_same
from tests.matching.parties import snelstart, timeon


@pytest.mark.parametrize(
    ("nummer", "key"),
    [("10001", "10001"), (" 00123 ", "123"), ("10001.0", "10001"), ("10001,0", "10001"), ("0", ""), ("000", ""), ("-2", ""),
     ("D-0042", ""), ("10.000", ""), ("", ""), ("\u00b2", ""), ("\uff11\uff12", ""), ("1" * 40, "")],
)  # fmt: skip
def test_a_number_is_a_whole_number_above_zero(nummer, key):
    assert number_key(nummer) == key


def test_a_number_that_cannot_match_says_why():
    assert "negatief" in str(number_note("-2"))
    assert "geen getal" in str(number_note("KL0017"))
    assert number_note("17") is None
    assert number_note("") is None


@pytest.mark.parametrize(
    ("left", "right", "said"),
    [
        ("7", "7", "Nummers gelijk: 7."),
        ("007", "7", "Nummers gelijk op voorloopnullen na: 007 en 7."),
        ("7.0", "7", "Nummers gelijk, anders geschreven: 7.0 en 7."),
        ("7", "8", "Nummers: 7 tegen 8."),
        ("", "8", "Maar één kant heeft een nummer: 8."),
        ("", "", "Geen van beide heeft een nummer."),
    ],
)
def test_numbers_side_by_side(left, right, said):
    assert str(numbers_say(left, right)) == said


VALID = [
    "NL001234567B29",
    "NL001234568B20",
    "NL001234569B11",
    "NL001234570B02",
    "NL999900006B01",
    "NL999900018B01",
    "NL999900031B01",
    "NL002455799B11",
]


@pytest.mark.parametrize("btw", VALID)
def test_a_btw_id_passes_one_of_its_two_checks(btw):
    assert btw_key(f" {btw[:2].lower()} {btw[2:6]}.{btw[6:]} ") == btw


@pytest.mark.parametrize("btw", ["NL123456789B90", "NL000000000B00", "NL12345", "", "123456789B01", "onbekend"])
def test_a_wrong_btw_id_is_none(btw):
    assert btw_key(btw) == ""


@given(st.from_regex(r"NL[0-9]{9}B[0-9]{2}", fullmatch=True))
def test_dutch_btw_ids_are_checked_as_the_standard_library_for_numbers_does(btw):
    expected = stdnum_btw.is_valid(btw) and btw[2:11] != "000000000"
    assert bool(btw_key(btw)) == expected or btw.endswith("B00")


def test_a_btw_id_of_another_country_is_compared_by_its_shape():
    assert btw_key("BE 0403.019.261") == "BE0403019261"
    assert btw_shape("NL123456789B90") == "NL123456789B90"


def test_kvk_and_iban():
    assert (kvk_key("6959 9068"), kvk_key("6959906"), kvk_key("00000000")) == ("69599068", "", "")
    assert iban_key("nl13 test 0123 4567 89") == "NL13TEST0123456789"
    assert iban_key("NL14TEST0123456789") == ""


PHONES = [
    "06 1234 5678",
    "+31612345678",
    "0031 6 12345678",
    "06-12345678",
    "(06) 12 34 56 78",
    "+31 (0)6 12345678",
    "030 2345678",
    "+31302345678",
]


@pytest.mark.parametrize("telefoon", PHONES)
def test_a_dutch_phone_number_has_one_spelling_and_it_is_that_of_phonenumbers(telefoon):
    parsed = phonenumbers.parse(telefoon, "NL")
    assert phone_key(telefoon) == phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def test_phones_abroad_and_what_is_no_phone():
    assert phone_key("+32 2 555 12 12") == "+3225551212"
    assert phone_key("0049 30 901820") == "+4930901820"
    assert [phone_key(telefoon) for telefoon in ("", "geen", "12", "+")] == ["", "", "", ""]


@pytest.mark.parametrize(
    ("straat", "number"),
    [
        ("Kerkstraat 12", "12"),
        ("Kerkstraat 12a", "12a"),
        ("Kerkstraat 12 A", "12a"),
        ("Kerkstraat 12-bis", "12bis"),
        ("Plein 1944 8", "8"),
        ("Kade", ""),
        ("", ""),
    ],
)
def test_a_house_number_stands_at_the_end(straat, number):
    assert house_number(straat) == number


def test_postcode_and_email():
    assert postcode_key("3511 ab") == postcode_key("3511AB") == "3511AB"
    assert postcode_key("B-1000") == "B1000"
    assert email_key(" Info@Hoekje.example; b@x.example ") == "info@hoekje.example"
    assert email_key("geen adres") == ""


def test_fields_agree_or_differ_or_are_missing():
    left = timeon(
        1, "Alfa", 7, email="a@x.example", telefoon="06 12345678", straat="Kade 1", postcode="3511 AB", plaats="Goes"
    )
    right = snelstart(2, "Beta", 8, telefoon="+31 6 1234 5678", straat="kade 2", postcode="3511ab", plaats="Goes")
    assert compare(left, right) == (("telefoon", "postcode", "plaats", "straat"), ("nummer", "huisnummer"))


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Jan de Vries", "J. de Vries", True),
        ("Vries, J. de", "Jan de Vries", True),
        ("J.A. de Vries", "J. de Vries", True),
        ("Dhr. J. de Vries", "Jan de Vries", True),
        ("Jan de Vries", "Piet de Vries", False),
        ("Jan de Vries", "P. de Vries", False),
        ("Jan de Vries", "Jan Vries", False),
        ("Jan de Vries", "Jan de Vries B.V.", False),
        ("De Groot", "De Groot", False),
        ("", "", False),
    ],
)
def test_persons_whose_initials_fit(left, right, same):
    assert may_be_same(left, right) is same
    assert may_be_same(right, left) is same


@pytest.mark.parametrize(
    ("naam", "discarded", "other"),
    [
        ("Advocatenkantoor Smit (Gebruik Smit Legal!)", True, "Smit Legal"),
        ("(Gebruik nu Smit Legal B.V.)", True, "Smit Legal B.V"),
        ("*niet gebruiken* Alfa", True, ""),
        ("Alfa (niet gebr.)", True, ""),
        ("Alfa vervallen", True, ""),
        ("Gebruikte Auto's Jansen", False, ""),
        ("Slim Gebruik B.V.", False, ""),
    ],
)
def test_a_record_whose_name_says_it_is_not_used(naam, discarded, other):
    assert is_discarded(naam) is discarded
    assert refers_to(naam) == other
