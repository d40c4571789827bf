"""What a person would set in the environment to work on a sandbox: one place, for every test that starts koppelbord."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any


def addresses(facts: Mapping[str, Any]) -> dict[str, str]:
    """Where the two services are, and the subscription key; no key of an administration. `facts` are the sandbox's."""
    return {
        "KOPPELBORD_SNELSTART_URL": facts["snelstart_url"],
        "KOPPELBORD_SNELSTART_AUTH_URL": facts["snelstart_auth_url"],
        "KOPPELBORD_TIMEON_URL": facts["timeon_url"],
        "KOPPELBORD_SNELSTART_SUBSCRIPTION_KEY": facts["subscription_key"],
    }


def signed_in(facts: Mapping[str, Any], home: str | Path) -> dict[str, str]:
    """A home of its own, and the keys of the first administration."""
    return {
        **addresses(facts),
        "KOPPELBORD_HOME": str(home),
        "KOPPELBORD_TIMEON_KEY": facts["timeon_key"],
        "KOPPELBORD_SNELSTART_KOPPELSLEUTEL": facts["administraties"][0]["koppelsleutel"],
    }
