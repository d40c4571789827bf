"""`koppelbord support explain`: what a code of SnelStart or an error means, and what to do about it."""

import difflib

import click

from core.errors import NotFoundError
from core.text import mark, say, t
from tui.cli import options, table
from tui.cli.table import Column
from tui.cli.words import Command

_COLUMNS = (
    Column("key", mark("Code")), Column("heading", mark("Melding")), Column("meaning", mark("Betekenis")),
    Column("doing", mark("Wat je doet")),
)  # fmt: skip


@click.command(
    "explain",
    cls=Command,
    help=t("Wat een code van SnelStart of een melding van koppelbord betekent, en wat je doet. Zonder code: alle."),
    epilog="koppelbord support explain ART-0001\nkoppelbord support explain --json",
)
@click.argument("code", metavar=t("[CODE]"), default="")
@options.as_list
def explain(code: str, form: str) -> None:
    """Asks nobody."""
    from core.service.explaining import explanations

    known = explanations()
    found = [one for one in known if code.casefold() in ("", one.key.casefold())]
    if not found:
        near = difflib.get_close_matches(code.upper(), [one.key for one in known], n=1)
        raise NotFoundError(
            say("Code {code}.", code=code),
            advice=say("Bedoelde je {near}?", near=near[0]) if near else say("Zonder code zie je ze alle."),
        )
    table.show([one.to_json() for one in found], _COLUMNS, form)
