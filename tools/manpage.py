"""Make docs/koppelbord.1 from the help of every command: what the program says is what the manual says.

    python tools/manpage.py [--check]

With `--check` nothing is written; answers 1 when the page is not what the help makes of it.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from keysheet import SHEET, sheet

from core.text import set_language
from tui.cli.program import program

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "koppelbord.1"

CODES = (
    (0, "gedaan, of niets te doen"),
    (1, "een fout van koppelbord"),
    (2, "verkeerd gebruik"),
    (3, "er is een mens nodig: een review, een conflict, een geweigerde of onbekende rij"),
    (4, "de andere kant weigerde de sleutels of de rechten"),
    (5, "de andere kant is niet te bereiken, of vraagt te wachten"),
)
VARIABLES = (
    ("KOPPELBORD_HOME", "data, instellingen en staat in één map; anders de XDG-mappen"),
    ("KOPPELBORD_SNELSTART_SUBSCRIPTION_KEY, KOPPELBORD_SNELSTART_KOPPELSLEUTEL, KOPPELBORD_TIMEON_KEY",
     "de sleutels; elk ook als …_FILE"),
    ("KOPPELBORD_SNELSTART_URL, KOPPELBORD_SNELSTART_AUTH_URL, KOPPELBORD_TIMEON_URL",
     "andere adressen, bijvoorbeeld van de sandbox; http alleen op deze machine"),
    ("KOPPELBORD_PLAIN", "met 1: woorden om te beluisteren, zoals --plain"),
    ("KOPPELBORD_LANG", "nl of en"),
    ("KOPPELBORD_READ_ONLY", "met 1: alleen kijken, zoals --read-only"),
)  # fmt: skip


def commands(command: click.Command, context: click.Context) -> Iterator[tuple[click.Command, click.Context]]:
    """The command and all under it, in the order of the help."""
    yield command, context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            if found is not None and not found.hidden:
                yield from commands(found, click.Context(found, info_name=name, parent=context))


def page() -> str:
    """The whole page as troff."""
    set_language("nl")
    root = click.Context(program, info_name="koppelbord")
    lines = [
        ".TH KOPPELBORD 1", ".SH NAAM", _said("koppelbord - " + str(program.help).split(".")[0]),
        ".SH GEBRUIK", r".B koppelbord", _said("[OPDRACHT] [OPTIES]"), ".SH OPDRACHTEN",
    ]  # fmt: skip
    for command, context in commands(program, root):
        if command is not program:
            lines += _command(command, context)
    lines.append(".SH EXITCODES")
    for code, words in CODES:
        lines += [".TP", f".B {code}", _said(words)]
    lines.append(".SH OMGEVING")
    for name, words in VARIABLES:
        lines += [".TP", f".B {_safe(name)}", _said(words)]
    return "\n".join(lines) + "\n"


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    pieces = [piece for piece in command.collect_usage_pieces(context) if not piece.startswith(("[OPT", "COMMAND"))]
    yield f".SS {_safe(' '.join([context.command_path, *pieces]))}"
    yield _said(command.help or "")
    for param in command.params:
        record = param.get_help_record(context) if isinstance(param, click.Option) else None
        if record is not None:
            yield from (".TP", f".B {_safe(record[0])}", _said(record[1]))
    if command.epilog:
        yield from (".PP", ".nf", ".RS")
        yield from (_said(line) for line in command.epilog.splitlines())
        yield from (".RE", ".fi")


def _said(text: str) -> str:
    """A line of text; one that begins as a request is none."""
    safe = _safe(text)
    return rf"\&{safe}" if safe.startswith((".", "'")) else safe


def _safe(text: str) -> str:
    return text.replace("\\", r"\e").replace("-", r"\-").replace("\n", " ")


def main(words: list[str]) -> int:
    """Write it, or with `--check` compare."""
    made = page()
    if words == ["--check"]:
        same = PAGE.exists() and PAGE.read_text("utf-8") == made
        print("docs/koppelbord.1:", "up to date" if same else "run tools/manpage.py")
        return 0 if same else 1
    PAGE.write_text(made, "utf-8")
    SHEET.write_text(sheet(), "utf-8")
    print(f"{PAGE.relative_to(ROOT)}: {len(made.splitlines())} lines")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
