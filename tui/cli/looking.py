"""`--read-only`, before or after any command: koppelbord looks and writes nothing, here or at the other side."""

from typing import Any

import click

from core.text import t

_KEY = "koppelbord.read_only"


def option(*, hidden: bool) -> click.Option:
    """For a command's list of options; told once, at the root."""
    return click.Option(
        ["--read-only"], is_flag=True, expose_value=False, is_eager=True, hidden=hidden, callback=_noted,
        help=t("Alleen kijken: er wordt niets geschreven. Mag ook achter elke opdracht staan."),
    )  # fmt: skip


def flags() -> dict[str, Any]:
    """What `bootstrap` is told of it; nothing when it was not asked, so that the setting counts."""
    context = click.get_current_context(silent=True)
    return {"read_only": True} if context is not None and context.meta.get(_KEY) else {}


def _noted(context: click.Context, _param: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's own signature
    if value:
        context.meta[_KEY] = True
