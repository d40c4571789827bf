"""A decision in words: who with whom, by whom, when. The names are those it was decided on, else the ids."""

from core.domain.match import Decision, Verdict
from core.text import Sentence, mark, say

_BOTH = {
    Verdict.COUPLE: mark("'{links}' en '{rechts}' zijn één klant ({wie}, {moment})"),
    Verdict.REJECT: mark("'{links}' en '{rechts}' zijn niet dezelfde ({wie}, {moment})"),
    Verdict.IGNORE: mark("'{links}' en '{rechts}' blijven buiten de koppeling ({wie}, {moment})"),
}
_ONE = {
    Verdict.CREATE: mark("'{links}' wordt nieuw aan de andere kant ({wie}, {moment})"),
    Verdict.IGNORE: mark("'{links}' blijft buiten de koppeling ({wie}, {moment})"),
}


def in_words(decision: Decision) -> Sentence:
    """One decision as a clause without a full stop."""
    left, right = _name(decision, "timeon", decision.timeon_id), _name(decision, "snelstart", decision.snelstart_id)
    both = bool(decision.timeon_id and decision.snelstart_id)
    return say(
        _BOTH.get(decision.verdict, _ONE[Verdict.CREATE]) if both else _ONE.get(decision.verdict, _ONE[Verdict.CREATE]),
        links=left or right,
        rechts=right,
        wie=decision.by,
        moment=f"{decision.at:%d-%m-%Y %H:%M}",
    )


def _name(decision: Decision, side: str, id_: str) -> str:
    return (decision.compared.get(f"{side}.naam", "").strip() or id_) if id_ else ""
