"""Choosing the kostenplaats of a klant from one of its declaraties; it stands on every order that is made after that."""

from __future__ import annotations

from textual import work

from core.text import t
from screens import declaratie_words as said
from screens.base import told
from screens.declaratie.handing import Handing
from screens.widgets.dialogs import Choice
from screens.widgets.said import Line

_MOST = 9


class Costing(Handing):
    """The part of the screen that chooses a kostenplaats."""

    def why_not(self, action: str) -> str:
        """What was sent keeps the one that it has."""
        one = self.declaratie
        if action != "kostenplaats" or one is None or self.sending:
            return super().why_not(action)
        if one.credits:
            return t("Een credit houdt de kostenplaats van wat hij crediteert.")
        return "" if said.is_unplanned(one) else t("De order ligt vast; een volgende krijgt een andere kostenplaats.")

    @work(exclusive=True, group="write")
    @told
    async def action_kostenplaats(self) -> None:
        """A digit a kostenplaats; what is chosen for a klant goes before what is chosen for all."""
        one = self.declaratie
        if one is None:
            return
        opened = await self.open()
        known, _ = await opened.declaraties.kostenplaatsen()
        active = [each for each in known if each.actief]
        if not active:
            self.say(t("Deze administratie heeft geen actieve kostenplaatsen."))
            return
        offered = active[:_MOST]
        lines: list[Line] = [t("Op elke order van {klant} die hierna gemaakt wordt:", klant=one.klant)]
        lines += [f"{n}  {each}" for n, each in enumerate(offered, 1)]
        lines += [f"0  {t('geen')}"]
        if len(active) > len(offered):
            lines.append(
                t("Er zijn er {n}; de andere kies je met 'koppelbord declaraties kostenplaats'.", n=len(active))
            )
        answers = [Choice(str(n), str(each.nummer)) for n, each in enumerate(offered, 1)]
        answer = await self.ask(t("Kostenplaats"), lines, (*answers, Choice("0", t("geen"))))
        if not answer:
            return
        nummer = 0 if answer == "0" else offered[int(answer) - 1].nummer
        await opened.declaraties.choose_kostenplaats(one.klant_id, nummer)
        await opened.refresh("declaraties")
        self.say_done(t("Kostenplaats van {klant}: {nummer}.", klant=one.klant, nummer=nummer or t("geen")))
