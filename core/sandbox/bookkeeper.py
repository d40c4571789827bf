"""What the bookkeeper does in SnelStart, by name: the acts of the SnelStart twin as calls of the control API.

Each takes the parameters of the request; `administratie` is an id and by default the first one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.sandbox.asked import AskedError
from core.sandbox.snelstart import acts

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.sandbox.asked import Asked
    from core.sandbox.snelstart.state import SnelStartState

_LINE_KEYS = frozenset({"artikel", "omschrijving", "stuksprijs", "aantal", "kortingsPercentage", "totaal"})


def administratie_id(state: SnelStartState, asked: Asked) -> str:
    """The administratie that is meant."""
    return asked.optional_text("administratie") or state.administraties[0].id


def _invoice_order(state: SnelStartState, asked: Asked) -> Any:
    return acts.invoice_order(
        state, administratie_id(state, asked), asked.text("order"), day=asked.optional_day("datum")
    )


def _book_payment(state: SnelStartState, asked: Asked) -> Any:
    return acts.book_payment(
        state, administratie_id(state, asked), asked.text("factuur"), asked.optional_amount("bedrag")
    )


def _edit_order(state: SnelStartState, asked: Asked) -> Any:
    order_id, members = asked.text("order"), asked.members("velden")
    order = state.administratie(administratie_id(state, asked)).table("verkooporders")[order_id]
    for key in members:
        if key not in order or key in {"id", "uri", "nummer", "verkoopfactuur"}:
            raise AskedError(f"{key} kan in een verkooporder niet worden gewijzigd.")
    for line in members.get("regels") or ():
        if not isinstance(line, dict) or not isinstance(line.get("artikel"), dict) or not _LINE_KEYS.issuperset(line):
            raise AskedError("regels moet een lijst met orderregels zijn.")
    return acts.edit_order(state, administratie_id(state, asked), order_id, **members)


def _delete_order(state: SnelStartState, asked: Asked) -> Any:
    acts.delete_order(state, administratie_id(state, asked), asked.text("order"))
    return {}


def _edit_relatie(state: SnelStartState, asked: Asked) -> Any:
    return acts.edit_relatie(
        state,
        administratie_id(state, asked),
        asked.text("relatie"),
        naam=asked.optional_text("naam"),
        relatiecode=asked.optional_whole("relatiecode"),
        nonactief=asked.optional_flag("nonactief"),
    )


def _add_relatie(state: SnelStartState, asked: Asked) -> Any:
    return acts.add_relatie(
        state, administratie_id(state, asked), asked.text("naam"), relatiecode=asked.optional_whole("relatiecode")
    )


def _set_sjablonen(state: SnelStartState, asked: Asked) -> Any:
    return acts.set_sjablonen(state, administratie_id(state, asked), asked.texts("omschrijvingen"))


def _lock_period(state: SnelStartState, asked: Asked) -> Any:
    acts.lock_period(state, administratie_id(state, asked), asked.optional_day("tot_en_met"))
    return {}


def _set_product(state: SnelStartState, asked: Asked) -> Any:
    acts.set_product(state, administratie_id(state, asked), asked.text("product"))
    return {}


BOOKKEEPER: dict[str, Callable[[SnelStartState, Asked], Any]] = {
    "invoice_order": _invoice_order,
    "book_payment": _book_payment,
    "edit_order": _edit_order,
    "delete_order": _delete_order,
    "edit_relatie": _edit_relatie,
    "add_relatie": _add_relatie,
    "set_sjablonen": _set_sjablonen,
    "lock_period": _lock_period,
    "set_product": _set_product,
}
"""By the last part of the path: `POST /acts/<name>`."""
