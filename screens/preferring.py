"""What a person likes and any screen can change at once: the colours, the language, the mouse. Kept as settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from core.service.preferences import THEMES as NAMES
from core.setting_checks import THEMES
from core.text import t
from screens.shell import told
from screens.tabled import Tabled
from screens.widgets.spoken import Spoken
from screens.widgets.table import Table

if TYPE_CHECKING:
    from core.service import Service


class Preferring(Tabled):
    """The half of a screen that has to do with liking. `spoken_anew` is called when the language changed."""

    service: Service

    def busy(self) -> str:
        """What would be cut off by leaving, in words; empty when nothing is."""
        return ""

    def reload(self) -> object:
        """Load what the screen shows."""

    @work(exclusive=True, group="prefer")
    @told
    async def action_theme(self) -> None:
        """The next theme."""
        if self.app.no_color:
            self.say_done(t("NO_COLOR staat aan: de terminal wil geen kleur."))
            return
        wanted = THEMES[(THEMES.index(self.service.settings.theme) + 1) % len(THEMES)]
        await self._prefer("theme", wanted, t("Thema: {naam}.", naam=t(NAMES[wanted])))

    @work(exclusive=True, group="prefer")
    @told
    async def action_language(self) -> None:
        """The other language, on the whole screen."""
        other = "nl" if self.service.settings.language == "en" else "en"
        await self._prefer("language", other, "English." if other == "en" else "Nederlands.")

    @work(exclusive=True, group="prefer")
    @told
    async def action_mouse(self) -> None:
        """On or off."""
        on = not self.service.settings.mouse
        said = t("Muis aan.") if on else t("Muis uit: de terminal selecteert nu zelf tekst.")
        await self._prefer("mouse", on, said)

    @work(exclusive=True, group="prefer")
    @told
    async def action_preset(self) -> None:
        """The usual keys, or vim's beside them."""
        vim = self.service.settings.preset != "vim"
        said = t("Toetsen als in vim: j k g G.") if vim else t("Gewone toetsen.")
        await self._prefer("preset", "vim" if vim else "standaard", said)
        self.fresh()

    def speak(self) -> None:
        """The language changed: everything that is said here is said again."""
        for words in self.query(Spoken):
            words.again()
        for table in self.query(Table):
            table.forget()
        self.spoken_anew()
        self.fresh()

    def spoken_anew(self) -> None:
        """What a screen itself made of words; loading again is enough, where that costs nothing."""
        self.reload()

    async def _prefer(self, name: str, value: str | bool, said: str) -> None:  # noqa: FBT001 - a value, not a switch
        but = await self.app.prefer(name, value)
        self.say_done(f"{said} {t('Alleen voor nu: {waarom} gaat voor.', waarom=but)}" if but else said)
