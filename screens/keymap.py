"""The one registry of what a person can do: bindings, the footer, the help screen and the palette are all made from it.

A screen declares its actions; registering them refuses two that share a key. An action `x` of a screen is its method
`action_x`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from textual.binding import Binding

from core.text import mark, name_keys, t

COMMON = "algemeen"
HERE = "here"
"""In a sentence that several screens share: the screen in front."""
TABLE = "tabel"


@dataclass(frozen=True, slots=True)
class Action:
    """`keys` as Textual names them, comma separated, the first one shown; `label` and `help` are msgids.

    An empty label keeps it out of the footer. `writes` marks what changes a file or the other side, reading into the
    cache too: refused when the program runs read-only.
    """

    id: str
    keys: str
    label: str
    help: str
    writes: bool = False
    screen: str = ""

    @property
    def name(self) -> str:
        """Its name among all actions, `review.accept`."""
        return f"{self.screen}.{self.id}"

    @property
    def key_list(self) -> tuple[str, ...]:
        """Its keys, one by one: the person's own, or the usual ones."""
        own = _own.get(self.name)
        return tuple(own.split(",")) if own else self.usual

    @property
    def usual(self) -> tuple[str, ...]:
        """Its keys when nobody chose others."""
        return tuple(key.strip() for key in self.keys.split(",") if key.strip())


class ClashError(Exception):
    """Two actions of one screen want the same key."""


_registry: dict[str, tuple[Action, ...]] = {}
_whole: set[str] = set()
"""Screens with the common keys and a table; a dialog takes all keys itself."""
_own: dict[str, str] = {}
"""The person's own keys by name of an action, comma separated."""


_here = ""
_load: Callable[[str], object] = bool
"""Registers the actions of a screen that nobody has gone to yet."""


def load_with(load: Callable[[str], object]) -> None:
    """How a sentence gets at the keys of a screen that was not loaded."""
    global _load  # noqa: PLW0603 - screens are loaded in one way
    _load = load


def stand(screen: str) -> None:
    """From now on it is the screen in front."""
    global _here  # noqa: PLW0603 - one screen is in front
    _here = screen


def named(name: str) -> Action | None:
    """The action of this name, its screen loaded where needed; `here.` is the screen in front, else whoever has it."""
    screen, _, action = name.rpartition(".")
    if screen == HERE:
        return next((one for one in (*of(_here), *every()) if one.id == action), None)
    if screen not in _registry:
        _load(screen)
    return next((one for one in of(screen) if one.id == action), None)


def _key_of(name: str) -> str:
    """For a sentence: the key as a person reads it; the name itself where there is no such action."""
    action = named(name)
    return key_text(action.key_list[0]) if action else name


name_keys(_key_of)


def rebind(keys: Mapping[str, str]) -> None:
    """From now on these actions are known by these keys; bindings are changed by the application."""
    _own.clear()
    _own.update(keys)


def register(screen: str, actions: Iterable[Action], *, whole: bool = False) -> tuple[Action, ...]:
    """Enter the actions of a screen (`whole`) or of what stands before one, replacing an earlier entry; raises ClashError when two share a key."""
    entered = tuple(replace(action, screen=screen) for action in actions)
    taken: dict[str, str] = {}
    for action in entered:
        for key in action.key_list:
            if key in taken:
                message = f"{screen}: {action.id} and {taken[key]} both want {key}"
                raise ClashError(message)
            taken[key] = action.id
    _registry[screen] = entered
    if whole:
        _whole.add(screen)
    return entered


def of(screen: str) -> tuple[Action, ...]:
    """The actions of one screen, in the order in which the footer shows them."""
    return _registry.get(screen, ())


def is_whole(screen: str) -> bool:
    """Whether it is a screen, with the common keys; not a dialog, nor the common keys themselves."""
    return screen in _whole


def every() -> tuple[Action, ...]:
    """All actions of all screens that were loaded."""
    return tuple(action for actions in _registry.values() for action in actions)


def bindings(actions: Sequence[Action]) -> list[Binding]:
    """As Textual wants them: each goes through `action_do`, which knows reasons and read-only."""
    return [
        Binding(action.keys, f"do({action.id!r})", t(action.label) or action.id, show=False, id=action.name)
        for action in actions
    ]


def plain_bindings(actions: Sequence[Action]) -> list[Binding]:
    """For a dialog or a widget: straight to `action_…`, for what needs no reason and writes nothing."""
    return [Binding(action.keys, action.id, show=False, id=action.name) for action in actions]


_KEY_WORDS = {
    "space": mark("spatie"),
    "escape": "esc",
    "question_mark": "?",
    "slash": "/",
    "plus": "+",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "asterisk": "*",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "shift+up": "shift+↑",
    "shift+down": "shift+↓",
    "pageup": "PgUp",
    "pagedown": "PgDn",
}


def key_text(key: str) -> str:
    """A key as a person reads it."""
    return t(_KEY_WORDS[key]) if key in _KEY_WORDS else key


def keys_text(action: Action) -> str:
    """All keys of an action, for the help screen."""
    return " ".join(key_text(key) for key in action.key_list)


COMMON_ACTIONS = register(
    COMMON,
    (
        Action(
            "filter",
            "slash",
            "",
            mark("Filter de rijen: typ woorden, {veld.done} houdt het filter, {filterregel.drop} laat het los."),
        ),
        Action("palette", "ctrl+p", "", mark("Zoek een handeling, of ga naar een koppeling, klant of declaratie.")),
        Action("columns", "O", "", mark("Kolommen: sorteer, toon of verberg ze.")),
        Action("copy", "y", "", mark("Kopieer de gemarkeerde rijen, of de rij onder de cursor.")),
        Action("export", "E", "", mark("Bewaar de gemarkeerde rijen, of alle getoonde, als CSV, JSON of Excel.")),
        Action("tour", "f3", "", mark("Rondleiding: tien stappen van koppelen tot factuur.")),
        Action("theme", "f8", "", mark("Andere kleuren: donker, licht, hoog contrast of die van de terminal.")),
        Action("language", "f9", "", mark("Nederlands of Engels, op het hele scherm. Dutch or English.")),
        Action("mouse", "f7", "", mark("De muis aan of uit; uit selecteert de terminal zelf tekst.")),
        Action("preset", "f6", "", mark("De gewone toetsen, of die van vim erbij.")),
        Action("help", "question_mark,f1", mark("hulp"), mark("Deze hulp.")),
        Action(
            "undo",
            "u",
            mark("ongedaan"),
            mark("Maak de laatste wijziging ongedaan, waar je die ook maakte."),
            writes=True,
        ),
        Action("back", "b,escape", mark("terug"), mark("Terug naar het vorige scherm; een filter gaat eerst.")),
        Action("quit", "q", mark("stop"), mark("Sluit koppelbord; wat je besloot is bewaard.")),
    ),
)

TABLE_ACTIONS = register(
    TABLE,
    (
        Action("up", "up", "", mark("Een rij omhoog.")),
        Action("down", "down", "", mark("Een rij omlaag.")),
        Action("page_up", "pageup", "", mark("Een scherm omhoog.")),
        Action("page_down", "pagedown", "", mark("Een scherm omlaag.")),
        Action("top", "home", "", mark("Naar de eerste rij.")),
        Action("bottom", "end", "", mark("Naar de laatste rij.")),
        Action("choose", "enter", "", mark("Kies de rij; schrijft nooit iets.")),
        Action("mark", "space", "", mark("Markeer de rij, of haal het merk weg.")),
        Action("range_up", "shift+up", "", mark("Markeer een reeks naar boven.")),
        Action("range_down", "shift+down", "", mark("Markeer een reeks naar beneden.")),
        Action("mark_to", "V", "", mark("Markeer alles van de laatst gemarkeerde rij tot hier.")),
        Action("mark_all", "asterisk", "", mark("Markeer alles wat getoond wordt, of haal alle merken weg.")),
        Action("next_hit", "n", "", mark("Naar de volgende treffer.")),
        Action("previous_hit", "N", "", mark("Naar de vorige treffer.")),
        Action("sort_next", "greater_than_sign", "", mark("Sorteer op de volgende kolom.")),
        Action("sort_turn", "less_than_sign", "", mark("Draai de volgorde om.")),
    ),
)
