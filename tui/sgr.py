"""How a cell looks, as short as a terminal takes it: from one look to the next only what differs is sent."""

from dataclasses import dataclass
from functools import lru_cache

from rich.color import ColorSystem
from rich.style import Style

ESC = "\x1b["
RESET = f"{ESC}m"
_ON = ("1", "2", "3", "4", "7", "9")
_OFF = ("22", "22", "23", "24", "27", "29")
_BOLD, _DIM = 0, 1
_SHOWN_ON_BLANKS = (3, 4, 5)


@dataclass(frozen=True, slots=True)
class Look:
    """`flags` are bold, dim, italic, underline, reverse, strike; colours as SGR takes them; `link` is an address."""

    flags: tuple[bool, ...] = (False,) * len(_ON)
    fore: str = "39"
    back: str = "49"
    link: str = ""


NONE = Look()


@lru_cache(maxsize=4096)
def look_of(style: Style | None, system: ColorSystem) -> tuple[Look, Look]:
    """The look of text in this style, and of a space in it: of a space only what can be seen counts."""
    if style is None:
        return NONE, NONE
    flags = tuple(map(bool, (style.bold, style.dim, style.italic, style.underline, style.reverse, style.strike)))
    fore = ";".join(style.color.downgrade(system).get_ansi_codes()) if style.color else NONE.fore
    back = ";".join(style.bgcolor.downgrade(system).get_ansi_codes(foreground=False)) if style.bgcolor else NONE.back
    look = Look(flags, fore, back, style.link or "")
    seen = any(flags[place] for place in _SHOWN_ON_BLANKS) or look.link
    return look, look if seen else Look(back=back)


def carried(before: Look, blank: Look) -> Look:
    """How to send a space: on its own ground, with whatever colour and weight were on already, for they don't show."""
    if any(before.flags[place] or blank.flags[place] for place in _SHOWN_ON_BLANKS) or before.link or blank.link:
        return blank
    return before if before.back == blank.back else Look(before.flags, before.fore, blank.back)


@lru_cache(maxsize=4096)
def change(before: Look, after: Look) -> str:
    """What to send to go from one look to another; nothing when they are the same."""
    codes: list[str] = []
    was, now = before.flags, after.flags
    intensity_off = any(was[place] and not now[place] for place in (_BOLD, _DIM))
    for place, off in enumerate(_OFF):
        if was[place] and not now[place] and off not in codes:
            codes.append(off)
    for place, on in enumerate(_ON):
        if now[place] and (not was[place] or (intensity_off and place in (_BOLD, _DIM))):
            codes.append(on)
    codes += [after.fore] if after.fore != before.fore else []
    codes += [after.back] if after.back != before.back else []
    sent = f"{ESC}{';'.join(codes)}m" if codes else ""
    if after.link != before.link:
        sent += f"\x1b]8;;{after.link}\x1b\\"
    return sent
