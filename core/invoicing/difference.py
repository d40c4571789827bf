"""How an order in SnelStart differs from what was intended: a cent of rounding, or somebody's hand. Pure."""

from dataclasses import dataclass
from decimal import Decimal

from core.domain.money import CENT, amount_text, number, rounded, times
from core.domain.push import Intent
from core.invoicing.order import factuurkorting, read_payload
from core.invoicing.remote import RemoteOrder
from core.text import Sentence, say

_PERCENT, _HUNDRED = Decimal("0.01"), Decimal(100)


@dataclass(frozen=True, slots=True)
class Difference:
    """What to say of it. `harmless`: the order is still ours; `cents` is how much more SnelStart counts when all that
    differs is rounding, zero otherwise.
    """

    sentence: Sentence
    harmless: bool = False
    cents: Decimal = Decimal(0)

    def __str__(self) -> str:
        return str(self.sentence)

    @property
    def verschil(self) -> str:
        """`cents` as stored with the declaratie, "" for none."""
        return amount_text(self.cents) if self.cents else ""


def differs(intent: Intent, order: RemoteOrder) -> Difference | None:
    """Compare relatie, number of lines and both totals; a cent a line is SnelStart's rounding, not someone's hand.

    What the answer leaves out is not compared.
    """
    if order.relatie_id and order.relatie_id.lower() != intent.relatie_id.lower():
        return Difference(say("hij staat op een andere relatie."))
    if order.lines is not None and order.lines != intent.lines:
        return Difference(say("hij heeft {n} regels in plaats van {m}.", n=order.lines, m=intent.lines))
    if order.total is not None and order.total != intent.total:
        return _excl(intent, order, order.total)
    if order.incl is not None and intent.incl is not None and order.incl != intent.incl:
        return _incl(intent, order.incl, intent.incl)
    return None


def _excl(intent: Intent, order: RemoteOrder, theirs: Decimal) -> Difference:
    amounts = {"theirs": amount_text(theirs), "ours": amount_text(intent.total)}
    cents = theirs - intent.total
    if abs(cents) > CENT * intent.lines:
        return Difference(say("SnelStart telt {theirs}, koppelbord {ours} (excl. btw).", **amounts))
    line = _cent_line(intent, order)
    if line is None:
        return Difference(
            say("Cent verschil: SnelStart telt {theirs}, koppelbord {ours} (excl. btw).", **amounts),
            harmless=True,
            cents=cents,
        )
    values = {**amounts, "n": line[0], "daar": amount_text(line[1]), "hier": amount_text(line[2])}
    sentence = say("Cent verschil: SnelStart telt {theirs}, koppelbord {ours} (excl. btw); regel {n} is daar {daar}, hier {hier}.",
                   **values)  # fmt: skip
    return Difference(sentence, harmless=True, cents=cents)


def _incl(intent: Intent, theirs: Decimal, ours: Decimal) -> Difference:
    """Excluding btw it is equal, so it is ours whatever SnelStart makes of the btw."""
    amounts = {"theirs": amount_text(theirs), "ours": amount_text(ours)}
    cents = theirs - ours
    if abs(cents) > CENT * intent.lines:
        return Difference(
            say("SnelStart telt {theirs} inclusief btw, koppelbord {ours}: kijk naar de btw van de klant en de artikelen.",
                **amounts), harmless=True)  # fmt: skip
    line = _btw_line(intent, cents)
    if line is None:
        return Difference(
            say("Cent verschil: SnelStart telt {theirs}, koppelbord {ours} (incl. btw).", **amounts),
            harmless=True,
            cents=cents,
        )
    values = {**amounts, "n": line[0], "exact": number(line[1]), "rond": amount_text(rounded(line[1]))}
    sentence = say("Cent verschil: SnelStart telt {theirs}, koppelbord {ours} (incl. btw); de btw van regel {n} is {exact}, "
                   "afgerond {rond}.", **values)  # fmt: skip
    return Difference(sentence, harmless=True, cents=cents)


def _cent_line(intent: Intent, order: RemoteOrder) -> tuple[int, Decimal, Decimal] | None:
    """The first line whose amount differs: its place from 1, theirs and ours; None when SnelStart gives none."""
    for place, (ours, theirs) in enumerate(zip(_amounts(intent), order.line_totals, strict=False), 1):
        if theirs is not None and theirs != ours:
            return place, theirs, ours
    return None


def _btw_line(intent: Intent, cents: Decimal) -> tuple[int, Decimal] | None:
    """The line whose btw loses or wins most by rounding: its place from 1 and its exact btw; None when none is rounded."""
    rest = times(_HUNDRED - factuurkorting(read_payload(intent.payload)), _PERCENT)
    left = [times(amount, rest) for amount in _amounts(intent)]
    btw = [times(amount, times(rate, _PERCENT)) for amount, rate in zip(left, intent.rates, strict=False)]
    moved = [(abs(rounded(one) - one), (rounded(one) - one) * cents > 0, place) for place, one in enumerate(btw, 1)]
    found = [one for one in moved if one[0]]
    if not found:
        return None
    _, _, place = max(found, key=lambda one: (one[1], one[0], -one[2]))
    return place, btw[place - 1].normalize()


def _amounts(intent: Intent) -> list[Decimal]:
    """What each line comes to, as counted when it was planned."""
    if intent.amounts:
        return list(intent.amounts)
    return [rounded(times(one["aantal"], one["stuksprijs"])) for one in read_payload(intent.payload)["regels"]]
