"""`koppelbord declaraties`: from registraties to a concept verkoopfactuur in SnelStart, and on until it is paid."""

import click

from core.text import t
from tui.cli import (
    declaraties_kostenplaats,
    declaraties_list,
    declaraties_make,
    declaraties_push,
    declaraties_specification,
)
from tui.cli.words import Group


@click.group(
    cls=Group,
    help=t("Declaraties: concept wordt openstaand, openstaand wordt verstuurd en gevolgd, afgehandeld is archief."),
    epilog=(
        "koppelbord declaraties create --period 2026-10 --all\n"
        "koppelbord declaraties preview 17\n"
        "koppelbord declaraties push --all --json"
    ),
)
def declaraties() -> None:
    """Hold the commands."""


for _command in (
    declaraties_list.list_,
    declaraties_make.create,
    declaraties_list.show,
    declaraties_list.preview,
    declaraties_make.edit,
    declaraties_make.delete,
    declaraties_make.finalize,
    declaraties_make.credit,
    declaraties_kostenplaats.kostenplaats,
    declaraties_specification.approve,
    declaraties_push.push,
    declaraties_push.follow,
    declaraties_list.evidence,
    declaraties_specification.specification,
):
    declaraties.add_command(_command)
