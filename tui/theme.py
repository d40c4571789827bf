"""Two themes of our own, dark and light, and one for terminals that want no colour: there only bold and dim differ."""

from textual.theme import BUILTIN_THEMES, Theme

DARK = Theme(
    name="koppelbord-donker",
    dark=True,
    primary="#7AB7C7",
    secondary="#4C6A75",
    accent="#D9A867",
    warning="#E0B15C",
    error="#E07A6E",
    success="#8CBF8C",
    foreground="#D8DDE0",
    background="#12171A",
    surface="#12171A",
    panel="#1C2428",
    boost="#26343B",
    variables={
        "tone-dim": "#7E8C93",
        "tone-good": "#8CBF8C",
        "tone-busy": "#D9A867",
        "tone-warn": "#E0B15C",
        "tone-bad": "#E07A6E",
        "tone-accent": "#7AB7C7",
        "cursor-row": "#26343B",
    },
)
LIGHT = Theme(
    name="koppelbord-licht",
    dark=False,
    primary="#1F6B7D",
    secondary="#9BB3BA",
    accent="#9A6417",
    warning="#8F5E00",
    error="#A83228",
    success="#2F7038",
    foreground="#1D2528",
    background="#FAF8F3",
    surface="#FAF8F3",
    panel="#EDE9DF",
    boost="#DDE6E4",
    variables={
        "tone-dim": "#6A7478",
        "tone-good": "#2F7038",
        "tone-busy": "#9A6417",
        "tone-warn": "#8F5E00",
        "tone-bad": "#A83228",
        "tone-accent": "#1F6B7D",
        "cursor-row": "#DDE6E4",
    },
)
_TONES = ("dim", "good", "busy", "warn", "bad", "accent")
PLAIN = Theme(
    name="koppelbord-zonder-kleur",
    dark=True,
    ansi=True,
    primary="ansi_default",
    secondary="ansi_default",
    accent="ansi_default",
    warning="ansi_default",
    error="ansi_default",
    success="ansi_default",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        **BUILTIN_THEMES["ansi-dark"].variables,
        **{f"tone-{tone}": "ansi_default" for tone in _TONES},
        "cursor-row": "ansi_default",
    },
)
THEMES = (DARK, LIGHT, PLAIN)


def choose(*, no_color: bool) -> str:
    """The name of the theme to start with."""
    return PLAIN.name if no_color else DARK.name
