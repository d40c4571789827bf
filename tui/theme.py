"""The colours: two themes of our own, two of high contrast, the terminal's own sixteen, and one without any.

Every tone differs enough from each ground it stands on (4.5 to 1, high contrast 7 to 1): tests/tui/test_theme.py measures it.
"""

from dataclasses import dataclass

from textual.theme import BUILTIN_THEMES, Theme

PREFIX = "koppelbord-"
WITHOUT_COLOUR = f"{PREFIX}zonder-kleur"


@dataclass(frozen=True, slots=True)
class Palette:
    """`ground` is behind all, `panel` behind the first and the last line, `raised` behind the row with the cursor."""

    ink: str
    ground: str
    panel: str
    raised: str
    dim: str
    line: str
    good: str
    busy: str
    warn: str
    bad: str
    accent: str

    def theme(self, name: str, *, dark: bool) -> Theme:
        """As Textual takes it."""
        tones = ("dim", "good", "busy", "warn", "bad", "accent")
        return Theme(
            name=f"{PREFIX}{name}", dark=dark, primary=self.accent, secondary=self.line, accent=self.busy,
            warning=self.warn, error=self.bad, success=self.good, foreground=self.ink, background=self.ground,
            surface=self.ground, panel=self.panel, boost=self.raised,
            variables={f"tone-{tone}": getattr(self, tone) for tone in tones}
            | {"cursor-row": self.raised, "cursor-style": "bold"},
        )  # fmt: skip


DARK = Palette(
    ink="#D8DDE0", ground="#12171A", panel="#1C2428", raised="#26343B", dim="#8E9CA3", line="#4C6A75",
    good="#8CBF8C", busy="#D9A867", warn="#E0B15C", bad="#EC8B7F", accent="#7AB7C7",
)  # fmt: skip
LIGHT = Palette(
    ink="#1D2528", ground="#FAF8F3", panel="#EDE9DF", raised="#DDE6E4", dim="#59646A", line="#9BB3BA",
    good="#256130", busy="#835108", warn="#7A5000", bad="#A02C22", accent="#1A5E6E",
)  # fmt: skip
CONTRAST_DARK = Palette(
    ink="#FFFFFF", ground="#000000", panel="#000000", raised="#00304A", dim="#D0D0D0", line="#FFFFFF",
    good="#7CFF8E", busy="#FFC46B", warn="#FFE15A", bad="#FFB3AB", accent="#7FE3FF",
)  # fmt: skip
CONTRAST_LIGHT = Palette(
    ink="#000000", ground="#FFFFFF", panel="#FFFFFF", raised="#D9ECFF", dim="#303030", line="#000000",
    good="#00470F", busy="#5A3300", warn="#523700", bad="#7E0000", accent="#00365C",
)  # fmt: skip


_OWN = "ansi_default"


def _terminals_own(name: str, tones: dict[str, str]) -> Theme:
    """The cursor is reversed: the one thing that every terminal can show."""
    return Theme(
        name=name, dark=True, ansi=True, primary=tones["accent"], secondary=tones["dim"], accent=tones["busy"],
        warning=tones["warn"], error=tones["bad"], success=tones["good"],
        foreground=_OWN, background=_OWN, surface=_OWN, panel=_OWN, boost=_OWN,
        variables={
            **BUILTIN_THEMES["ansi-dark"].variables,
            **{f"tone-{tone}": colour for tone, colour in tones.items()},
            "cursor-row": _OWN,
            "cursor-style": "bold reverse",
        },
    )  # fmt: skip


_ANSI = {
    "dim": _OWN, "good": "ansi_green", "busy": "ansi_yellow", "warn": "ansi_yellow", "bad": "ansi_red",
    "accent": "ansi_cyan",
}  # fmt: skip
PALETTES = {
    "donker": (DARK, True),
    "licht": (LIGHT, False),
    "contrast": (CONTRAST_DARK, True),
    "contrast-licht": (CONTRAST_LIGHT, False),
}
THEMES = (
    *(palette.theme(name, dark=dark) for name, (palette, dark) in PALETTES.items()),
    _terminals_own(f"{PREFIX}ansi", _ANSI),
    _terminals_own(WITHOUT_COLOUR, dict.fromkeys(_ANSI, _OWN)),
)


def choose(name: str, *, no_color: bool) -> str:
    """Textual's name for a theme of the settings; NO_COLOR goes before it."""
    return WITHOUT_COLOUR if no_color else f"{PREFIX}{name}"
