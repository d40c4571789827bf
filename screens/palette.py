"""The palette: everything that can be done here, with why not where it can't, and every koppeling, klant and declaratie to go to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from core.collecting import no_collecting
from core.domain.koppeling import KoppelingState
from core.domain.money import euro
from core.text import mark, t
from screens import keymap
from screens.keymap import Action
from screens.widgets.columns import Column
from screens.widgets.source import Cell, Cells, ListSource
from screens.widgets.tones import Tone

if TYPE_CHECKING:
    from core.service import Service
    from core.service.declaratie_pages import DeclaratiePages
    from core.service.klant_pages import KlantPages

COLUMNS = (
    Column("kind", "", 10),
    Column("what", mark("Wat"), 30, grow=3),
    Column("more", "", 12, priority=1, grow=1),
)
MOST = 10
"""Koppelingen whose klanten and declaraties are looked up at once, where none is open."""


_SCREENS = (("kantoorbord", mark("Kantoorbord")), ("doctor", mark("Doctor")))
_OF_A_KOPPELING = (
    ("diagnose", mark("Diagnose")), ("tijdlijn", mark("Tijdlijn")), ("gebeurtenissen", mark("Gebeurtenissen")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to do (`action`), or a place to go to: screen, koppeling and subject."""

    key: str
    kind: str
    what: str
    more: str = ""
    reason: str = ""
    action: Action | None = None
    place: tuple[str, str, str] = ("", "", "")


def actions(screen: str, offered: Callable[[Action], bool], reason: Callable[[Action], str]) -> list[Entry]:
    """What can be done on a screen: its own first, then what is everywhere, then the table's."""
    every = [*keymap.of(screen), *keymap.COMMON_ACTIONS, *keymap.TABLE_ACTIONS]
    found = []
    for action in every:
        if action.id != "palette" and offered(action):
            why = reason(action)
            found.append(Entry(action.name, keymap.keys_text(action), t(action.help), why, why, action))
    return found


async def places(service: Service, koppeling: str) -> list[Entry]:
    """Where one can go: every koppeling; klanten and declaraties of the one at hand, or of the first few."""
    found = [Entry(f"s:{screen}", t("scherm"), t(what), place=(screen, koppeling, "")) for screen, what in _SCREENS]
    if koppeling:
        found += [Entry(f"s:{s}", t("scherm"), t(what), place=(s, koppeling, "")) for s, what in _OF_A_KOPPELING]
    summaries = [one for one in await service.koppelingen() if one.koppeling.state is not KoppelingState.AANGEMELD]
    found += [
        Entry(f"k:{one.koppeling.id}", t("koppeling"), one.koppeling.timeon_naam, one.koppeling.snelstart_naam,
              place=("klanten", one.koppeling.id, ""))
        for one in summaries
    ]  # fmt: skip
    found += [
        Entry(f"s:{one.koppeling.id}", t("sync"), one.koppeling.timeon_naam, t("runs, conflicten, onderweg"),
              place=("syncing", one.koppeling.id, ""))
        for one in summaries
    ]  # fmt: skip
    wanted = [one.koppeling.id for one in summaries if koppeling in ("", one.koppeling.id)][:MOST]
    for each in wanted:
        opened = await service.open(each)
        found += await asyncio.to_thread(_klanten, each, await opened.pages.klanten())
        found += await asyncio.to_thread(_declaraties, each, await opened.pages.declaraties())
    return found


def _klanten(koppeling: str, pages: KlantPages) -> list[Entry]:
    """Of thousands, so beside the loop."""
    kind = t("klant")
    with no_collecting():
        return [
            Entry(f"c:{koppeling}:{row.shown.id}", kind, row.shown.naam, f"{row.shown.nummer} {row.shown.plaats}",
                  place=("registraties", koppeling, row.timeon.id) if row.timeon else ("klanten", koppeling, row.shown.id))
            for row in pages.through(pages.keys) if row is not None
        ]  # fmt: skip


def _declaraties(koppeling: str, pages: DeclaratiePages) -> list[Entry]:
    kind = t("declaratie")
    with no_collecting():
        return [
            Entry(f"d:{koppeling}:{one.id}", kind, f"{one.nummer or t('concept')} {one.klant}",
                  _order(one.totaal, one.order_nummer), place=("declaratie", koppeling, one.id))
            for one in pages.through(list(pages.by_id.values())) if one is not None
        ]  # fmt: skip


def _order(totaal: Decimal, nummer: str) -> str:
    """The amount, and the order that it became in SnelStart."""
    return f"€ {euro(totaal)} · {t('order {nummer}', nummer=nummer)}" if nummer else f"€ {euro(totaal)}"


def source(entries: Iterable[Entry]) -> ListSource[Entry]:
    """As rows: what can't be done now is grey, with its reason."""
    return ListSource(
        entries, key=lambda one: one.key, cells=_cells, words=lambda one: f"{one.kind} {one.what} {one.more}"
    )


def _cells(one: Entry) -> Cells:
    if one.reason:
        return (Cell(one.kind, Tone.DIM), Cell(one.what, Tone.DIM), Cell(one.reason, Tone.DIM))
    return (Cell(one.kind, Tone.ACCENT if one.action else Tone.DIM), one.what, Cell(one.more, Tone.DIM))
