"""Make docs/keys.md from the registry of actions: what a key does in the program is what the sheet says."""

from pathlib import Path

from core.text import set_language, t
from screens import keymap, rebinding
from screens.beside import command_of
from screens.keymap import Action
from tui import keys

SHEET = Path(__file__).resolve().parent.parent / "docs" / "keys.md"
HEAD = """# Keys

Made by `tools/manpage.py` from the one registry that also makes the bindings, the footer, the help and the palette.
`koppelbord config keys --json` answers the same with your own keys in place.

A number typed before a key is how many times: `5↓`. Choose other keys in the settings file, several with spaces between,
and let `koppelbord config check` name what clashes. The last column is what to type after `koppelbord` for the same:

```toml
preset = "vim"            # j k g G ctrl+d ctrl+u beside the arrows; what had such a letter gets its capital

[keys]
"review.accept" = "f5"
"algemeen.back" = "b escape"
```
"""
FIRST = (keymap.COMMON, keymap.TABLE)


def sheet() -> str:
    """The whole sheet, in English with the Dutch name of each action."""
    set_language("en")
    actions = keys.every("standaard", "")
    vim = rebinding.wanted("vim", "")
    names = [*FIRST, *sorted({action.screen for action in actions} - set(FIRST))]
    parts = [HEAD]
    for name in names:
        own = [action for action in actions if action.screen == name]
        if own:
            parts += [
                f"\n## {name}\n\n| action | keys | vim | | command |\n|---|---|---|---|---|\n",
                *(_line(one, vim) for one in own),
            ]
    set_language("nl")
    return "".join(parts)


def _line(action: Action, vim: dict[str, str]) -> str:
    other = " ".join(map(keymap.key_text, vim[action.name].split(","))) if action.name in vim else ""
    return f"| `{action.id}` | {_cell(keymap.keys_text(action))} | {_cell(other)} | {t(action.help)} | {_cell(command_of(action))} |\n"


def _cell(text: str) -> str:
    return f"`{text}`" if text else ""
