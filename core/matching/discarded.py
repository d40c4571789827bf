"""Records whose own name says that they are not in use: `(Gebruik Smit Legal!)`, `*niet gebruiken*`.

Such a klant is never made on the other side by itself; the name it refers to is looked for among the candidates.
"""

import re

_MARK = re.compile(
    r"\bniet\s+(?:meer\s+)?(?:gebr|in\s+gebruik|actief)|\bn(?:iet)?\.?\s*gebr\.|\bvervallen\b|\bvervalt\b|\bdubbel(?:e)?\b\s*[!)*]"
    r"|\bopgeheven\b|\bdo not use\b|\bgebruik\s+\S[^!]*!|[(*\[]\s*gebruik\s+\S",
    re.IGNORECASE,
)
_REFERS = re.compile(r"\bgebruik\s+(?!niet\b)(?:nu\s+|alleen\s+)?(\S[^!)*\]]{0,98})", re.IGNORECASE)


def is_discarded(naam: str) -> bool:
    """Whether the name itself says that the record is out of use."""
    return _MARK.search(naam[:400]) is not None


def refers_to(naam: str) -> str:
    """The name it says to use in its place; empty when it names none."""
    if not is_discarded(naam):
        return ""
    found = _REFERS.search(naam[:400])
    return found[1].strip(" .!)") if found else ""
