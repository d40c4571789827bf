"""What the screens of support share: the way from one to another, and a bundle for whoever helps."""

from __future__ import annotations

from textual import work

from core.text import mark, t
from screens.base import BaseScreen, told
from screens.keymap import Action

TO_DIAGNOSE = Action(
    "diagnose", "i", mark("diagnose"), mark("Diagnose: hoe het ervoor staat, wat fout ging en wat te doen.")
)
TO_TIJDLIJN = Action(
    "tijdlijn", "h", mark("tijdlijn"), mark("De tijdlijn: wat gebeurde wanneer, en wat was toen bekend.")
)
TO_DOCTOR = Action("doctor", "c", mark("controle"), mark("Doctor: klopt alles op deze machine en aan beide kanten?"))
TO_BOARD = Action("kantoorbord", "K", "", mark("Het kantoorbord: alle koppelingen, wat een mens nodig heeft eerst."))
BUNDLE = Action(
    "bundle", "U", mark("bundel"), mark("Maak een bundel voor wie helpt: zonder sleutels, met andere namen en nummers."),
    writes=True,
)  # fmt: skip


class Supporting(BaseScreen):
    """A screen that leads to the others about what happened."""

    def subject_koppeling(self) -> str:
        """The id of the koppeling that these ways are about; empty for all of them."""
        return self.koppeling_id

    def action_diagnose(self) -> None:
        """How it stands."""
        self.go("diagnose", self.subject_koppeling())

    def action_tijdlijn(self) -> None:
        """What happened when."""
        self.go("tijdlijn", self.subject_koppeling())

    def action_kantoorbord(self) -> None:
        """All koppelingen."""
        self.go("kantoorbord")

    def action_doctor(self) -> None:
        """Machine, keys, both sides."""
        self.go("doctor")

    @work(exclusive=True, group="bundle")
    @told
    async def action_bundle(self) -> None:
        """One file, and where it is."""
        self.say(t("De bundel wordt gemaakt…"))
        where = await self.app.bundle(self.subject_koppeling())
        self.say_done(t("Bundel: {file}", file=where))
