"""The named sets of rules for a demo: each tells one story about a bad day."""

from __future__ import annotations

from core.sandbox.faults.rule import Rule

KEY_REFUSED = '{"error":"GrantType clientkey was found. Parameter clientkey does not contain a valid value"}'
ORDERS = "POST /v2/verkooporders"

NAMED: dict[str, tuple[Rule, ...]] = {
    "rustig": (),
    "storm": (
        Rule("drop-after", "snelstart", ORDERS, chance=0.10),
        Rule("500-after", "snelstart", ORDERS, chance=0.05),
        Rule("429", "snelstart", "* /v2/*", chance=0.04, seconds=2),
        Rule("502", "snelstart", "GET /v2/*", chance=0.04),
        Rule("500-before", "snelstart", "* /v2/*", chance=0.03),
        Rule("reset-before", "*", "GET *", chance=0.03),
        Rule("drop-before", "*", "* *", chance=0.02),
        Rule("truncated-body", "*", "GET *", chance=0.02),
        Rule("delay-before", "*", "* *", chance=0.10, seconds=0.3),
    ),
    "afgebroken-antwoord": (
        Rule("drop-after", "snelstart", ORDERS, nth=(1,)),
        Rule("truncated-body", "snelstart", ORDERS, nth=(3,)),
    ),
    "dubbel": (Rule("twice", "snelstart", ORDERS, nth=(1,)),),
    "trage-lijst": (Rule("list-lag", "snelstart", "GET /v2/verkooporders", seconds=30),),
    "sleutel-ingetrokken": (
        Rule("answer", "snelstart", "POST /b2b/token", status=400, body=KEY_REFUSED),
        Rule("401", "snelstart", "* /v2/*"),
    ),
}
"""Rules by name. A storm is weather: drawn from the seed, it strikes about one call in four."""
