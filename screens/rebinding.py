"""Other keys than the usual ones: the preset and the settings, and whether they can be had together.

What it answers are keys by action, as Textual names both; `problems` names every clash with both its actions.
"""

from collections.abc import Iterable, Mapping

from core.text import Sentence, say
from screens import keymap
from screens.keymap import Action

RESERVED = ("ctrl+a", "ctrl+b", "ctrl+s", "ctrl+q", "ctrl+z", "ctrl+c")
"""Of tmux, of screen and of the terminal itself."""
ALIASES = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+j": "enter",
    "ctrl+h": "backspace",
    "ctrl+left_square_bracket": "escape",
}
"""What a terminal sends for another key."""
NEVER_SENT = ("ctrl+enter", "shift+enter", "ctrl+tab")
VIM = {"tabel.down": "j", "tabel.up": "k", "tabel.top": "g", "tabel.bottom": "G", "tabel.page_down": "ctrl+d", "tabel.page_up": "ctrl+u"}  # fmt: skip
_SIGNS = {
    "/": "slash", "?": "question_mark", "+": "plus", "*": "asterisk", "<": "less_than_sign", ">": "greater_than_sign",
    "-": "minus", "=": "equals_sign", ".": "full_stop", ";": "semicolon", ":": "colon", "!": "exclamation_mark",
}  # fmt: skip


def wanted(preset: str, keys: str) -> dict[str, str]:
    """Keys by name of an action, comma separated, of the actions that are loaded: the preset, and the settings over it."""
    found = _vim() if preset == "vim" else {}
    return found | {name: ",".join(words) for name, words in _asked(keys)}


def problems(preset: str, keys: str) -> list[Sentence]:
    """All that can't be, of the actions that are loaded; empty when it all can."""
    named = {action.name: action for action in keymap.every()}
    asked = dict(_asked(keys))
    found = [_unknown(name, named) for name in asked if name not in named]
    for name, words in asked.items():
        found += [
            say("{key} is van tmux of de terminal: {action}.", key=word, action=name)
            for word in words
            if word in RESERVED
        ]
        found += [
            say("{key} komt in een terminal niet aan: {action}.", key=word, action=name)
            for word in words
            if word in NEVER_SENT
        ]
        found += [
            say(
                "{key} is in een terminal dezelfde toets als {other}: {action}.",
                key=word,
                other=ALIASES[word],
                action=name,
            )
            for word in words
            if word in ALIASES
        ]
        if words == ["escape"]:
            found.append(say("Naast esc hoort een letter: {action}.", action=name))
    return found + _clashes(wanted(preset, keys))


def _asked(keys: str) -> list[tuple[str, list[str]]]:
    """Pairs of the setting; a key is written as on the keyboard or as Textual names it, several with spaces between."""
    pairs = [part.partition("=") for part in keys.split(",") if part.strip()]
    return [(name.strip(), [_SIGNS.get(word, word) for word in words.split()]) for name, _, words in pairs]


def _vim() -> dict[str, str]:
    """Letters beside the arrows; what had such a letter on a screen gets the capital, or ctrl with it."""
    moves = set(VIM.values())
    found = {}
    for action in keymap.every():
        if action.name in VIM:
            found[action.name] = ",".join((*action.usual, VIM[action.name]))
        elif keymap.is_whole(action.screen) and moves & set(action.usual):
            taken = moves | {key for one in _beside(action) for key in one.usual}
            found[action.name] = ",".join(_elsewhere(key, taken) if key in moves else key for key in action.usual)
    return found


def _elsewhere(key: str, taken: set[str]) -> str:
    return next((one for one in (key.upper(), f"ctrl+{key.lower()}") if one not in taken), key)


def _beside(action: Action) -> Iterable[Action]:
    """Whose keys count on the same screen."""
    return (*keymap.of(action.screen), *keymap.COMMON_ACTIONS, *keymap.TABLE_ACTIONS)


def _clashes(changed: Mapping[str, str]) -> list[Sentence]:
    found = {}
    for screen in {action.screen for action in keymap.every()}:
        own = keymap.of(screen)
        together = (*keymap.COMMON_ACTIONS, *keymap.TABLE_ACTIONS, *own) if keymap.is_whole(screen) else own
        taken: dict[str, Action] = {}
        for action in dict.fromkeys(together):
            for key in _keys(action, changed):
                other = taken.setdefault(key, action)
                if other != action and key != "enter":
                    pair = (key, *sorted((other.name, action.name)))
                    found[pair] = say("{key} doet al {one}; {other} kan hem niet ook hebben.", key=keymap.key_text(key),
                                      one=pair[1], other=pair[2])  # fmt: skip
    return [found[pair] for pair in sorted(found)]


def _keys(action: Action, changed: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(changed[action.name].split(",")) if action.name in changed else action.usual


def _unknown(name: str, named: Mapping[str, Action]) -> Sentence:
    import difflib

    near = difflib.get_close_matches(name, named, n=1)
    if near:
        return say("Er is geen handeling {name}. Bedoelde je {near}?", name=name, near=near[0])
    return say("Er is geen handeling {name}.", name=name)
