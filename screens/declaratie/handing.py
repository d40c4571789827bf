"""What leaves the screen: the specification as a PDF, a second person's agreement, the web link of the order."""

from __future__ import annotations

from textual import work

from core.domain.money import euro
from core.text import t
from screens import declaratie_words as said
from screens.base import told
from screens.declaratie.editing import Editing
from screens.widgets.dialogs import Choice
from screens.widgets.said import Part
from screens.widgets.source import Cell
from screens.widgets.tones import Sign, Tone


class Handing(Editing):
    """The part of the screen that hands something over."""

    def why_not(self, action: str) -> str:
        """Approving is for what waits for it."""
        one = self.declaratie
        if action != "approve" or one is None or self.sending:
            return super().why_not(action)
        if one.approved_by:
            return t("{door} gaf al akkoord.", door=one.approved_by)
        return "" if self.needs_approval else t("Hier is geen tweede persoon nodig.")

    @property
    def needs_approval(self) -> bool:
        """Whether it goes nowhere before a second person agreed."""
        one, above = self.declaratie, self.service.settings.approval_above
        return (
            one is not None and bool(above) and abs(one.totaal) > above and said.is_unsent(one) and not one.approved_by
        )

    def approval_parts(self) -> list[Part]:
        """For the rule: who agreed, or that somebody must."""
        one = self.declaratie
        if one is not None and one.approved_by:
            return [Cell(f"  {Sign.GOOD} {t('akkoord van {door}', door=one.approved_by)}", Tone.GOOD)]
        return [Cell(f"  {Sign.WARN} {t('akkoord nodig')}", Tone.WARN)] if self.needs_approval else []

    @work(exclusive=True, group="write")
    @told
    async def action_specification(self) -> None:
        """Beside the person, under its own name."""
        opened = await self.open()
        made = await opened.declaraties.specification(self.subject)
        where = await self.app.keep(made.name, made.data)
        self.say_done(t("Specificatie bewaard in {where}", where=where))

    @work(exclusive=True, group="write")
    @told
    async def action_approve(self) -> None:
        """Whoever made or changed it is refused."""
        one = self.declaratie
        if one is None:
            return
        lines = [
            t("Boven € {grens} gaat een declaratie pas na het akkoord van een tweede persoon naar SnelStart.",
              grens=euro(self.service.settings.approval_above)),
            t("Je naam op deze machine komt in het bewijs; een wijziging daarna neemt het akkoord terug."),
        ]  # fmt: skip
        title = t("{naam}: € {bedrag} akkoord?", naam=said.name(one), bedrag=euro(one.totaal))
        if await self.ask(title, lines, (Choice("j", t("geef akkoord")),)) != "j":
            return
        opened = await self.open()
        made = await opened.declaraties.approve(one.id)
        await opened.refresh("declaraties")
        self.say_done(t("Akkoord van {door}; {declaratie.push} verstuurt hem.", door=made.approved_by))

    @work(exclusive=True, group="copy")
    @told
    async def action_weblink(self) -> None:
        """To paste in a browser; over SSH no browser can be opened here."""
        opened = await self.open()
        web = (await opened.declaraties.preview(self.subject)).web
        if not web.url:
            self.say(str(web.note))
            return
        where = await self.app.copy(web.url)
        self.say_done(t("{url} gekopieerd: {where}. {note}", url=web.url, where=where, note=str(web.note)))
