"""Codes and errors explained by command."""


def test_one_code_is_explained(run, home):
    answer = run("support", "explain", "art-0001", "--json").data
    assert [one["key"] for one in answer] == ["ART-0001"]
    assert "artikel" in answer[0]["heading"]


def test_without_a_code_all_of_them(run, home):
    assert {"ART-0001", "Moved"} <= {one["key"] for one in run("support", "explain", "--json").data}


def test_an_unknown_code_is_answered_with_the_nearest(run, home):
    answer = run("support", "explain", "ART-001")
    assert answer.code == 2
    assert "ART-00" in answer.err
