"""The two balances, added up from the grootboekmutaties between two dates."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from core.sandbox.snelstart import values
from core.sandbox.snelstart.answers import answer, model_state
from core.sandbox.snelstart.references import link, linked
from core.sandbox.snelstart.rules.regels import amount

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response

    from core.sandbox.snelstart.call import Call
    from core.sandbox.snelstart.state import Record

NOTHING = Decimal(0)


def _span(call: Call) -> tuple[str, str]:
    """The dates asked for, as days; Refusal 400 when one is missing or none."""
    given = {name: values.moment(call.argument(name) or "") for name in ("start", "end")}
    missing = {
        name: [f"A value for '{name}' is required and must be a date."] for name, day in given.items() if not day
    }
    if missing:
        raise model_state(missing)
    return (given["start"] or "")[:10], (given["end"] or "")[:10]


def _sum(rows: list[Record], member: str, wanted: Callable[[str], bool]) -> Decimal:
    return sum((amount(row, member) for row in rows if wanted((row.get("datum") or "")[:10])), NOTHING)


def _by_grootboek(call: Call) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for row in call.book.rows("grootboekmutaties"):
        found.setdefault(linked(row.get("grootboek")) or "", []).append(row)
    return found


def _names(grootboek_id: str, grootboek: Record) -> Record:
    return {
        "grootboekIdentifier": link("grootboeken", grootboek_id),
        "grootboekOmschrijving": grootboek.get("omschrijving"),
        "grootboekNummer": grootboek.get("nummer"),
        "rgsCode": grootboek.get("rgsCode") or [],
    }


def kolommenbalans(call: Call) -> Response:
    """GET /rapportages/kolommenbalans: what each grootboek moved between start and end, both included."""
    start, end = _span(call)
    rows = []
    for grootboek_id, mutaties in _by_grootboek(call).items():
        grootboek = call.book.find("grootboeken", grootboek_id) or {}
        debet, credit = (_sum(mutaties, side, lambda day: start <= day <= end) for side in ("debet", "credit"))
        results = grootboek.get("rekeningCode") == "WinstEnVerlies"
        rows.append(
            _names(grootboek_id, grootboek)
            | {
                "verliesEnWinstDebet": debet if results else NOTHING,
                "verliesEnWinstCredit": credit if results else NOTHING,
                "balansDebet": NOTHING if results else debet,
                "balansCredit": NOTHING if results else credit,
            }
        )
    return answer(rows)


def periodebalans(call: Call) -> Response:
    """GET /rapportages/periodebalans: the saldo of each grootboek before, in and after the period."""
    start, end = _span(call)
    year = f"{start[:4]}-01-01"
    rows = []
    for grootboek_id, mutaties in _by_grootboek(call).items():
        before = _sum(mutaties, "saldo", lambda day: day < start)
        debet, credit = (_sum(mutaties, side, lambda day: start <= day <= end) for side in ("debet", "credit"))
        rows.append(
            _names(grootboek_id, call.book.find("grootboeken", grootboek_id) or {})
            | {
                "debet": debet,
                "credit": credit,
                "startSaldoPeriode": before,
                "eindSaldoPeriode": before + debet - credit,
                "startSaldoBoekjaar": _sum(mutaties, "saldo", lambda day: day < year),
            }
        )
    return answer(rows)
