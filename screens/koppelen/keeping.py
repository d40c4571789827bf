"""Where a key that was pasted may be kept: the keyring, or a file after an explicit yes, or only as long as we run."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from core.text import mark, t
from screens.widgets.dialogs import Choice

if TYPE_CHECKING:
    from screens.base import BaseScreen

_RING, _FILE = "keyring", "bestand"
_KEPT = {
    "": mark("De sleutel stond al klaar en blijft waar hij is."),
    "keyring": mark("De sleutel is bewaard in de sleutelring."),
    "bestand": mark("De sleutel is bewaard in een bestand dat alleen jij kunt lezen."),
    "geheugen": mark("De sleutel is alleen onthouden zolang koppelbord draait."),
}


def kept_text(kept: str) -> str:
    """Where the key went, in words."""
    return t(_KEPT.get(kept, _KEPT[""]))


async def may_use_file(screen: BaseScreen) -> bool | None:
    """Whether the file may hold the key; asked only where nothing else would outlive the program. None: not now."""
    sources = {source.name: source for source in await asyncio.to_thread(screen.service.credentials.sources)}
    if _FILE not in sources or (_RING in sources and sources[_RING].available):
        return False
    question = t(
        "Op deze machine is geen sleutelring. In een bestand dat alleen jij kunt lezen (0600), of alleen zolang "
        "koppelbord draait: dan plak je de sleutel de volgende keer opnieuw."
    )
    choices = (Choice("j", t("in het bestand")), Choice("g", t("alleen nu")))
    answer = await screen.ask(t("Waar mag de sleutel blijven?"), [question], choices)
    return answer == "j" if answer else None
