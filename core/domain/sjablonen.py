"""Which verkoopordersjablonen are somebody's own: with one of those the web link to an order may not work."""

from collections.abc import Iterable, Mapping
from typing import Any

_STANDARD = frozenset({"standaard", "standaard inclusief btw"})


def own_templates(sjablonen: Iterable[Mapping[str, Any]]) -> list[str]:
    """Their names, sorted. A sjabloon has no mark of being one's own: what is not of the standard set is taken for that,
    an inference.
    """
    names = [str(one.get("omschrijving") or "") for one in sjablonen if not one.get("nonactief")]
    return sorted(name for name in names if name and name.casefold() not in _STANDARD)
