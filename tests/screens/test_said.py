from screens.widgets.said import hung
from screens.widgets.source import Cell
from screens.widgets.tones import Tone


def drawn(*lines, width=30):
    return hung(lines, width).plain.split("\n")


def test_what_follows_a_name_goes_on_below_itself():
    assert drawn((Cell("  straat    ", Tone.DIM), "Burgemeester van Houtstraat 143")) == [
        "  straat    Burgemeester van",
        "            Houtstraat 143",
    ]


def test_a_sign_stands_alone():
    assert drawn((Cell("▲ ", Tone.WARN), "Namen exact gelijk, anders dubbel")) == [
        "▲ Namen exact gelijk, anders",
        "  dubbel",
    ]


def test_a_value_without_a_space_is_parted_below_itself():
    assert drawn((Cell("hash  ", Tone.DIM), "x" * 30)) == ["hash  " + "x" * 24, "      " + "x" * 6]


def test_columns_beside_each_other_hang_below_the_last():
    assert drawn((Cell("naam  ", Tone.DIM), "links   ", "de rechterkant is lang")) == [
        "naam  links   de rechterkant",
        "              is lang",
    ]


def test_a_plain_line_and_one_that_fits_stay_as_they_are():
    assert drawn("Een zin die niet past in dertig cellen", (Cell("▲ ", Tone.WARN), "kort")) == [
        "Een zin die niet past in",
        "dertig cellen",
        "▲ kort",
    ]


def test_a_name_that_leaves_no_room_hangs_nothing():
    assert drawn((Cell("een naam van meer dan twintig ", Tone.DIM), "en de rest"))[1] == "en de rest"
