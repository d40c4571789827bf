"""A command's way to the service: opened, asked and closed around one piece of work."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from core.invoicing.declaraties import Declaraties
    from core.service import Service
    from core.service.office import Office
    from core.service.opened import Opened

T = TypeVar("T")


def with_service(work: "Callable[[Service], Awaitable[T]]", **flags: Any) -> T:
    """Run `work` on a service made from environment and settings; `flags` go over both."""
    import asyncio

    from core.service import bootstrap
    from tui.cli import crash, looking, output

    async def run() -> T:
        service = bootstrap(flags=looking.flags() | _given(flags))
        crash.know(service)
        async with service:
            for note in service.notes:
                output.words(output.clean(str(note)))
            return await work(service)

    return asyncio.run(run())


def with_office(work: "Callable[[Service, Office], Awaitable[T]]") -> T:
    """Run `work` on the office's database, before anything else of the service looks at it. Raises UsageError without one."""
    import asyncio

    from core.errors import UsageError
    from core.service import bootstrap
    from core.text import say
    from tui.cli import crash, looking

    async def run() -> T:
        service = bootstrap(flags=looking.flags())
        crash.know(service)
        try:
            if service.office is None:
                raise UsageError(
                    say("Dit is geen kantoor."),
                    advice=say("Zet KOPPELBORD_DATABASE: postgresql://rol@machine/database."),
                )
            return await work(service, service.office)
        finally:
            await service.aclose()

    return asyncio.run(run())


def with_koppeling(wanted: str, work: "Callable[[Opened], Awaitable[T]]") -> T:
    """Run `work` on the koppeling that is meant."""

    async def run(service: "Service") -> T:
        return await work(await service.open(wanted))

    return with_service(run)


def with_declaraties(wanted: str, work: "Callable[[Declaraties], Awaitable[T]]") -> T:
    """Run `work` on the declaraties of the koppeling that is meant; the list of koppelingen tells of them anew after it."""

    async def run(opened: "Opened") -> T:
        done = await work(opened.declaraties)
        await opened.refresh("declaraties")
        return done

    return with_koppeling(wanted, run)


def _given(flags: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in flags.items() if value is not None}
