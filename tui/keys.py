"""The keys of all screens together, as the settings want them: loads every screen, so it is for who asks for other keys."""

from core.errors import UsageError
from core.text import say
from screens import keymap, rebinding
from screens.keymap import Action
from tui.routes import ROUTES


class KeysError(UsageError):
    """The keys that the settings ask for can't be had together."""


def every(preset: str, keys: str) -> tuple[Action, ...]:
    """Every action with its keys by the settings, screen by screen; raises KeysError."""
    rebind(preset, keys)
    return keymap.every()


def rebind(preset: str, keys: str) -> dict[str, str]:
    """Let help, footer and palette know them; answers the changed ones for Textual. Raises KeysError."""
    check(preset, keys)
    found = rebinding.wanted(preset, keys)
    keymap.rebind(found)
    return found


def check(preset: str, keys: str) -> None:
    """Raises KeysError naming every clash."""
    for find in ROUTES.values():
        find()
    found = rebinding.problems(preset, keys)
    if found:
        raise KeysError(
            " ".join(map(str, found)),
            advice=say(
                "Verbeter 'keys' of 'preset' in de instellingen; 'koppelbord config keys' noemt alle handelingen."
            ),
        )
