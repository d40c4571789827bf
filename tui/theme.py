"""Two themes of our own, dark and light; without colour Textual's ANSI theme, so that nothing becomes grey on grey."""

from textual.theme import Theme

DARK = Theme(
    name="koppelbord-donker",
    dark=True,
    primary="#7AB7C7",
    secondary="#5E8C9A",
    accent="#D9A867",
    warning="#E0B15C",
    error="#E07A6E",
    success="#8CBF8C",
    foreground="#D8DDE0",
    background="#14191C",
    surface="#14191C",
    panel="#1E262A",
    boost="#243036",
)
LIGHT = Theme(
    name="koppelbord-licht",
    dark=False,
    primary="#1F6B7D",
    secondary="#3E7F8E",
    accent="#9A6417",
    warning="#8F5E00",
    error="#A83228",
    success="#2F7038",
    foreground="#1D2528",
    background="#F7F5F0",
    surface="#F7F5F0",
    panel="#EAE6DC",
    boost="#E0DACB",
)
THEMES = (DARK, LIGHT)
WITHOUT_COLOUR = "ansi-dark"


def choose(*, no_color: bool) -> str:
    """The name of the theme to start with."""
    return WITHOUT_COLOUR if no_color else DARK.name
