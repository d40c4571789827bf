"""Two lists side by side, without a koppeling: the documented shape, and every bad file told by name."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tui.cli.match_files import files

LEFT = "nummer;naam;plaats\n10001;Bakkerij De Korenaar B.V.;Utrecht\n10002;Jansen BV;Zeist\n;Café 't Hoekje;Utrecht\n"
RIGHT = "Klantnummer,Naam\n10001,Bakkerij De Korenaar BV\n55,Jansen Transport BV\n7,Cafe ’t Hoekje\n"


@pytest.fixture
def lists(tmp_path: Path) -> tuple[str, str]:
    left, right = tmp_path / "links.csv", tmp_path / "rechts.csv"
    left.write_text(LEFT, "utf-8")
    right.write_text(RIGHT, "utf-8")
    return str(left), str(right)


def test_the_answer_has_the_documented_shape(lists: tuple[str, str]) -> None:
    found = json.loads(CliRunner().invoke(files, [*lists, "--json"]).stdout)
    assert set(found) == {"pairs", "candidates", "left_only", "right_only", "knots"}
    assert [(pair["left"], pair["right"], pair["state"]) for pair in found["pairs"]] == [
        ("1", "1", "number"),
        ("3", "3", "spelling"),
    ]
    assert all(isinstance(pair["score"], int) and pair["reason"] for pair in found["pairs"])
    assert found["candidates"]["2"][0][0] == "2"
    assert (found["left_only"], found["right_only"], found["knots"]) == (["2"], ["2"], [])


def test_without_folding_a_spelling_is_no_pair(lists: tuple[str, str]) -> None:
    found = json.loads(CliRunner().invoke(files, [*lists, "--no-fold", "--json"]).stdout)
    assert "spelling" not in {pair["state"] for pair in found["pairs"]}
    assert "3" in found["left_only"]


def test_in_words_every_pair_has_its_reason(lists: tuple[str, str]) -> None:
    result = CliRunner().invoke(files, list(lists))
    assert "Zelfde naam op spelling na" in result.stdout
    assert "Lijkt op: 2: 2" in result.stdout
    assert "Paren: 2." in result.stderr


def test_a_bad_row_is_told_and_the_good_ones_are_matched(lists: tuple[str, str], tmp_path: Path) -> None:
    Path(lists[0]).write_text(LEFT + "10003\n", "utf-8")
    result = CliRunner().invoke(files, [*lists, "--json"])
    assert "links.csv" in result.stderr
    assert len(json.loads(result.stdout)["pairs"]) == 2
