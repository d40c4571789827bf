"""One key takes back the latest change on this machine, whatever screen made it, and says beforehand which that is."""

from __future__ import annotations

from textual import work

from core.text import t
from screens import keymap
from screens.preferring import Preferring
from screens.shell import told
from screens.widgets.lines import HappenedLine

UNDO = next(action for action in keymap.COMMON_ACTIONS if action.id == "undo")


class Undoing(Preferring):
    """The half of a screen that takes back. What can't be taken back any more is told, and forgotten."""

    def undoable(self) -> str:
        """What the key would take back, in words; empty when there is nothing."""
        latest = self.service.undoing.latest()
        return "" if latest is None or self.app.read_only else str(latest.said)

    def tell_undoable(self) -> None:
        """Beside what just happened."""
        what, key = self.undoable(), keymap.key_text(UNDO.key_list[0])
        short = f"{key} {t('ongedaan')}" if what else ""
        self.query_one("#happened", HappenedLine).beside(f"{short}: {what}" if what else "", short)

    def action_undo(self) -> None:
        """Take the latest change back; pressed again, the one before it, once this is done."""
        self.app.hold_keys(self._take_back())

    @work(exclusive=True, group="undo")
    @told
    async def _take_back(self) -> None:
        taken = await self.service.undoing.undo()
        self.app.follow_settings()
        if taken is None:
            self.say_done(t("Er is niets om ongedaan te maken."))
        else:
            self.say_done(t("Ongedaan: {wat}.", wat=taken))
        self.fresh()
