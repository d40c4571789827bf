import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sandbox.faults import NAMED, Faults, Rule, RuleError, read_rule

ORDERS = ("snelstart", "POST", "/v2/verkooporders")


def struck(faults, count, call=ORDERS):
    return [rule.fault if (rule := faults.strike(*call)) else None for _ in range(count)]


def table(*rules, seed=0):
    faults = Faults(seed=seed)
    faults.replace(rules)
    return faults


def test_the_nth_call_is_struck():
    assert struck(table(Rule("502", nth=(2, 4))), 5) == [None, "502", None, "502", None]


def test_a_rule_waits_and_tires():
    assert struck(table(Rule("502", after=1, most=2)), 5) == [None, "502", "502", None, None]


def test_the_first_rule_that_strikes_has_the_call_and_all_count_it():
    assert struck(table(Rule("401", nth=(2,)), Rule("502")), 3) == ["502", "401", "502"]


def test_other_calls_are_not_counted():
    faults = table(Rule("502", "snelstart", "POST /v2/verk*", nth=(2,)))
    assert struck(faults, 3, ("snelstart", "GET", "/v2/verkooporders")) == [None] * 3
    assert struck(faults, 3, ("timeon", "POST", "/v2/verkooporders")) == [None] * 3
    assert struck(faults, 2, ("snelstart", "POST", "/V2/VerkoopOrders")) == [None, "502"]


def test_a_seed_draws_the_same_weather_twice_and_another_seed_another():
    rules = [Rule("502", chance=0.3), Rule("429", chance=0.3)]
    assert struck(table(*rules, seed=4), 50) == struck(table(*rules, seed=4), 50)
    assert struck(table(*rules, seed=4), 50) != struck(table(*rules, seed=5), 50)


def test_a_storm_strikes_a_good_part_and_never_all():
    faults = Faults(seed=2)
    faults.take("storm")
    strikes = sum(each is not None for each in struck(faults, 1000))
    assert 150 < strikes < 500


def test_the_named_sets_are_those_of_the_demo():
    assert list(NAMED) == ["rustig", "storm", "afgebroken-antwoord", "dubbel", "trage-lijst", "sleutel-ingetrokken"]
    faults = Faults()
    for name in NAMED:
        faults.take(name)
        assert faults.name == name
    with pytest.raises(RuleError):
        faults.take("orkaan")


def test_rules_are_read_from_json_and_reported_with_their_counts():
    faults = Faults()
    faults.read(json.dumps([{"fault": "502", "service": "snelstart", "operation": "POST *", "nth": [1]}]))
    struck(faults, 2)
    (row,) = faults.report()
    assert (row["fault"], row["nth"], row["calls"], row["strikes"]) == ("502", [1], 2, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "{}",
        "[1]",
        "[{}]",
        '[{"fault": "vuur"}]',
        '[{"fault": []}]',
        '[{"fault": "502", "kans": 1}]',
        '[{"fault": "502", "chance": 2}]',
        '[{"fault": "502", "nth": "1"}]',
        '[{"fault": "502", "nth": [true]}]',
        '[{"fault": "502", "status": 99}]',
        "[" * 50_000,
    ],
)
def test_rules_that_can_not_be_read_change_nothing(text):
    faults = table(Rule("502"))
    with pytest.raises(RuleError):
        faults.read(text)
    assert struck(faults, 1) == ["502"]


@given(
    st.builds(
        Rule, st.sampled_from(["502", "twice"]), nth=st.lists(st.integers(1, 9)).map(tuple), after=st.integers(0, 5)
    )
)
def test_a_rule_survives_its_dict(rule):
    assert read_rule(rule.as_dict()) == rule
