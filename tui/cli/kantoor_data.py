"""`koppelbord kantoor import | export | migrate | grant | key | seal | rotate`: the data of an office and who opens them."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from core.errors import ExitCode, UsageError
from core.text import say, t, tn
from tui.cli import options, output
from tui.cli.calls import with_office
from tui.cli.words import Command

if TYPE_CHECKING:
    from core.kantoor.keys import Along
    from core.kantoor.moving import Moved
    from core.kantoor.sealing import Sealed
    from core.service import Service
    from core.service.office import Office

_KEYS_EACH = 2
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(
    "import",
    cls=Command,
    help=t(
        "Brengt alle koppelingen van deze home in het kantoor, met hun geschiedenis en sleutels. Onderbroken gaat het "
        "verder waar het was. De home blijft zoals hij is en is daarna alleen nog te lezen."
    ),
    epilog="koppelbord kantoor import\nkoppelbord kantoor import --yes --json",
)
@click.option("--yes", is_flag=True, help=t("Vraag niets."))
@options.as_json
def bring_in(*, yes: bool, as_json: bool) -> int:
    """After a yes."""
    if not yes and not output.confirm(t("Alle koppelingen van deze home naar het kantoor verhuizen?")):
        return int(ExitCode.PERSON)

    async def work(service: "Service", office: "Office") -> "tuple[Moved, int]":
        from core.kantoor import keys, moving

        moved = await moving.bring_in(service.paths, office, _tell)
        return moved, keys.seal_kept(service.credentials, await service.koppelingen())

    moved, sealed = with_office(work)
    if as_json:
        output.data({**moved.to_json(), "keys": sealed})
        return int(ExitCode.OK)
    output.line(tn("{n} koppeling is in het kantoor.", "{n} koppelingen zijn in het kantoor.", moved.koppelingen))
    output.line(tn("{n} sleutel verzegeld.", "{n} sleutels verzegeld.", sealed))
    if sealed < _KEYS_EACH * moved.koppelingen:
        output.words(
            t("Wat alleen in de omgeving staat, kent geen andere machine: 'koppelbord kantoor seal' verzegelt het.")
        )
    return int(ExitCode.OK)


@click.command(
    "export",
    cls=Command,
    help=t(
        "Brengt alle koppelingen van het kantoor in een lege home, met hun geschiedenis. In het kantoor zijn ze daarna "
        "alleen nog te zien. Sleutels gaan mee in de keyring van wie dit doet; welke niet, wordt gezegd."
    ),
    epilog="koppelbord kantoor export ~/koppelbord --yes",
)
@click.argument("home", metavar=t("MAP"), type=_FOLDER)
@click.option("--yes", is_flag=True, help=t("Vraag niets."))
@options.as_json
def take_out(home: Path, *, yes: bool, as_json: bool) -> int:
    """After a yes. Exit code 3 when a key must be typed again."""
    if not yes and not output.confirm(t("Alle koppelingen van het kantoor naar {folder} verhuizen?", folder=home)):
        return int(ExitCode.PERSON)

    async def work(service: "Service", office: "Office") -> "tuple[Moved, Along]":
        from core import shield
        from core.config import find_paths
        from core.credentials import Credentials
        from core.kantoor import keys, moving

        paths = find_paths({"KOPPELBORD_HOME": str(home)})
        moved = await moving.take_out(office, paths, _tell)
        if service.credentials.vault is None:
            return moved, keys.Along(0, ())
        local = Credentials(paths, shield.environment())
        return moved, keys.take_along(service.credentials.vault, local, await service.koppelingen())

    moved, along = with_office(work)
    if as_json:
        output.data({**moved.to_json(), "keys": along.kept, "type_again": [str(one) for one in along.again]})
        return int(ExitCode.PERSON if along.again else ExitCode.OK)
    output.line(
        tn("{n} koppeling staat in {folder}.", "{n} koppelingen staan in {folder}.", moved.koppelingen, folder=home)
    )
    output.line(tn("{n} sleutel ging mee, in de keyring.", "{n} sleutels gingen mee, in de keyring.", along.kept))
    for one in along.again:
        output.words(
            t("Ging niet mee en moet in de home opnieuw worden ingevoerd: {what}", what=output.clean(str(one)))
        )
    return int(ExitCode.PERSON if along.again else ExitCode.OK)


@click.command(
    "migrate",
    cls=Command,
    help=t("Brengt de tabellen van het kantoor bij. Wat er werkt kan doorgaan, ook een oudere koppelbord."),
    epilog="koppelbord kantoor migrate --json",
)
@options.as_json
def migrate(*, as_json: bool) -> None:
    """Every connection does it by itself where it may; this is for whoever may where others may not."""

    async def work(_service: "Service", office: "Office") -> list[str]:
        return await office.steps()

    applied = with_office(work)
    if as_json:
        output.data({"steps": applied})
    else:
        output.line(tn("Bijgewerkt: {n} stap.", "Bijgewerkt: {n} stappen.", len(applied)))


@click.command(
    "grant",
    cls=Command,
    help=t(
        "Laat een rol van PostgreSQL als een eigen kantoor werken in deze database; ze ziet alleen haar eigen rijen."
    ),
    epilog="koppelbord kantoor grant kantoor_zuid",
)
@click.argument("role", metavar=t("ROL"))
@options.as_json
def grant(role: str, *, as_json: bool) -> None:
    """By the owner of the tables."""

    async def work(_service: "Service", office: "Office") -> None:
        await office.grant(role)

    with_office(work)
    if as_json:
        output.data({"role": role})
    else:
        output.line(t("Rol {role} mag in deze database werken.", role=output.clean(role)))


@click.command(
    "key",
    cls=Command,
    help=t(
        "Toont met welke sleutels van het kantoor (KOPPELBORD_OFFICE_KEY) verzegeld is, en welke hier zijn. Met --make komt "
        "een nieuwe in een bestand dat alleen van jou is."
    ),
    epilog="koppelbord kantoor key --make ~/kantoor.key\nkoppelbord kantoor key --json",
)
@click.option(
    "--make", "file", type=click.Path(dir_okay=False, path_type=Path), metavar=t("BESTAND"), help=t("Maak een nieuwe.")
)
@options.as_json
def key(file: Path | None, *, as_json: bool) -> None:
    """The key itself is shown nowhere."""
    from core.kantoor import keys

    if file is not None:
        keys.make_file(file)
        if as_json:
            output.data({"file": str(file)})
        else:
            output.line(t("Nieuwe sleutel in {file}. Bewaar haar ook elders: zonder gaat niets open.", file=file))
        return

    async def work(service: "Service", _office: "Office") -> dict[str, Any]:
        if service.credentials.vault is None:
            raise UsageError(say("Dit is geen kantoor."))
        return keys.standing(service.credentials.vault)

    found = with_office(work)
    if as_json:
        output.data(found)
        return
    for id_, count in found["sealed"].items():
        here = t("is hier") if id_ in found["here"] else t("is hier niet")
        output.line(t("{id}: {n} verzegeld, {here}", id=id_, n=count, here=here))
    if found["here"]:
        output.line(t("Verzegelt nu: {id}", id=found["here"][0]))
    else:
        output.words(t("Er is hier geen sleutel van het kantoor. Maak er een met 'koppelbord kantoor key --make'."))


@click.command(
    "seal",
    cls=Command,
    help=t(
        "Verzegelt de sleutels die deze gebruiker heeft (omgeving, bestand, keyring) voor elke machine van het kantoor; elk "
        "bij de koppeling die zij blijkt te openen. Ook om ze opnieuw op te slaan als de sleutel van het kantoor kwijt is."
    ),
    epilog="koppelbord kantoor seal\nkoppelbord kantoor seal --json",
)
@options.as_json
def seal(*, as_json: bool) -> int:
    """Exit code 4 when there is a koppeling that no key here opens."""

    async def work(service: "Service", _office: "Office") -> "Sealed":
        from core import shield
        from core.credentials import Credentials
        from core.kantoor import sealing

        return await sealing.seal(service, Credentials(service.paths, shield.environment()))

    found = with_office(work)
    if as_json:
        output.data(found.to_json())
    else:
        output.line(t("{n} verzegeld, {m} waren het al.", n=found.sealed, m=found.already))
        for one in found.without:
            output.words(t("Geen sleutel hier opent die van: {what}", what=output.clean(str(one))))
    return int(ExitCode.CREDENTIALS if found.without else ExitCode.OK)


@click.command(
    "rotate",
    cls=Command,
    help=t(
        "Verzegelt alles opnieuw met de eerste sleutel in KOPPELBORD_OFFICE_KEY; zet de oude eronder. Wat werkt met beide "
        "kan doorgaan; onderbroken gaat het verder."
    ),
    epilog="koppelbord kantoor rotate --json",
)
@options.as_json
def rotate(*, as_json: bool) -> int:
    """Exit code 4 when something is sealed with a key that is not here."""

    async def work(service: "Service", _office: "Office") -> dict[str, Any]:
        if service.credentials.vault is None:
            raise UsageError(say("Dit is geen kantoor."))
        return service.credentials.vault.rotate().to_json()

    done = with_office(work)
    if as_json:
        output.data(done)
    else:
        output.line(t("{n} opnieuw verzegeld met {id}.", n=done["turned"], id=done["key"]))
        for name in done["lost"]:
            output.line(t("    {name}: de sleutel is hier niet", name=output.clean(name)))
    return int(ExitCode.CREDENTIALS if done["lost"] else ExitCode.OK)


def _tell(done: int, of: int) -> None:
    output.progress(t("{done} van {of} koppelingen", done=done, of=of), complete=done == of)
