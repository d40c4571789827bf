"""A setting changed while the program runs: kept in the file, noted in the home's journal."""

from core import settings_file, shield
from core.clock import Clock, iso
from core.config import ENVIRONMENT, Paths, Settings
from core.store import settings_seen
from core.store.connection import Database
from core.text import Sentence, mark, say

THEMES = {
    "donker": mark("donker"),
    "licht": mark("licht"),
    "contrast": mark("hoog contrast, donker"),
    "contrast-licht": mark("hoog contrast, licht"),
    "ansi": mark("de kleuren van de terminal"),
}
_LANGUAGES = {"nl": mark("Nederlands"), "en": mark("Engels")}


def changed(name: str, value: str | bool) -> Sentence:  # noqa: FBT001 - a value, not a switch
    """What was changed, as it is told when it can be taken back."""
    if name == "theme":
        return say("thema: {naam}", naam=say(THEMES.get(str(value), str(value))))
    if name == "language":
        return say("taal: {naam}", naam=say(_LANGUAGES.get(str(value), str(value))))
    if name == "mouse":
        return say("muis aan") if value else say("muis uit")
    return say("instelling {name}: {value}", name=name, value=value)


async def keep(paths: Paths, register: Database, settings: Settings, name: str, clock: Clock) -> str:
    """Keep `name` as `settings` has it; answers the variable that goes before it at the next start, empty without."""
    settings_file.put(paths.settings_file, name, getattr(settings, name))
    at = iso(clock())
    await register.write(lambda db: settings_seen.note(db, settings, at))
    return next((one for one, field in ENVIRONMENT.items() if field == name and shield.environment().get(one)), "")
