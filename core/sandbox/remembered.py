"""Which parts of both states outlive the process: the large tables by reference, the small rest as one value.

A field of a state that is named in neither list is forgotten on purpose: clocks, caches and what the seed gives.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from core.sandbox.snelstart.state import KeyState

if TYPE_CHECKING:
    from core.sandbox.couplings import Couplings
    from core.sandbox.snelstart.state import SnelStartState
    from core.sandbox.timeon.state import TimeOnState

Tables = dict[str, dict[Any, Any]]

TIMEON_TABLES = ("users", "customers", "projects", "hours")
TIMEON_SMALL = ("organisation", "tokens", "users_as_items", "issued", "passwords", "api_keys")
SNELSTART_SMALL = ("issued", "subscription_keys")
ADMINISTRATIE_SMALL = ("company_info", "product", "locked_until")
COUPLINGS_SMALL = ("webhook_url", "pascal_case", "references", "deliveries")


def snelstart_tables(state: SnelStartState) -> Tables:
    """Every table of every administratie, and the text of its documents, by a name that stays between runs."""
    tables: Tables = {f"contents/{administratie.id}": administratie.contents for administratie in state.administraties}
    for administratie in state.administraties:
        tables |= {f"snelstart/{administratie.id}/{name}": table for name, table in administratie.tables.items()}
    return tables


def timeon_tables(state: TimeOnState) -> Tables:
    """Every table of Time On, by name."""
    return {f"timeon/{name}": getattr(state, name) for name in TIMEON_TABLES}


def table_for(name: str, snelstart: SnelStartState, timeon: TimeOnState) -> dict[Any, Any]:
    """The table with this name, made when it is a new one of an administratie. Raises KeyError for no such place."""
    match name.split("/"):
        case ["timeon", table] if table in TIMEON_TABLES:
            found: dict[Any, Any] = getattr(timeon, table)
            return found
        case ["snelstart", administratie_id, table]:
            return snelstart.administratie(administratie_id).tables.setdefault(table, {})
        case ["contents", administratie_id]:
            return snelstart.administratie(administratie_id).contents
        case _:
            raise KeyError(name)


def small_parts(snelstart: SnelStartState, timeon: TimeOnState, couplings: Couplings) -> dict[str, Any]:
    """The rest, as dicts and lists."""
    return {
        "snelstart": {name: getattr(snelstart, name) for name in SNELSTART_SMALL},
        "administraties": {
            administratie.id: {
                **{name: getattr(administratie, name) for name in ADMINISTRATIE_SMALL},
                "koppelsleutels": {key: asdict(state) for key, state in administratie.koppelsleutels.items()},
            }
            for administratie in snelstart.administraties
        },
        "timeon": {name: getattr(timeon, name) for name in TIMEON_SMALL},
        "couplings": {name: getattr(couplings, name) for name in COUPLINGS_SMALL},
    }


def restore_small(parts: dict[str, Any], snelstart: SnelStartState, timeon: TimeOnState, couplings: Couplings) -> None:
    """Put the rest back. Raises KeyError or TypeError for parts that don't fit this world."""
    for name in SNELSTART_SMALL:
        setattr(snelstart, name, _like(getattr(snelstart, name), parts["snelstart"][name]))
    for administratie in snelstart.administraties:
        kept = parts["administraties"][administratie.id]
        for name in ADMINISTRATIE_SMALL:
            setattr(administratie, name, kept[name])
        administratie.koppelsleutels = {
            key: KeyState(active=state["active"], scopes=tuple(state["scopes"]))
            for key, state in kept["koppelsleutels"].items()
        }
    for name in TIMEON_SMALL:
        setattr(timeon, name, _like(getattr(timeon, name), parts["timeon"][name]))
    for name in COUPLINGS_SMALL:
        setattr(couplings, name, parts["couplings"][name])


def _like(old: Any, new: Any) -> Any:
    return set(new) if isinstance(old, set) else new
