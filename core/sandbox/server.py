"""The sandbox on loopback: three uvicorn servers in one loop, started together and stopped clean.

Promises that the ports are open before anybody hears of them, that nothing listens beyond 127.0.0.1, and that a
SIGTERM or SIGINT lets running calls finish.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
import socket
import threading
from typing import TYPE_CHECKING, Any, Self

import uvicorn

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from types import TracebackType

    from starlette.types import ASGIApp

    from core.sandbox.sandbox import Sandbox

HOST = "127.0.0.1"
_GRACE_SECONDS = 2
_BACKLOG = 256


class _Server(uvicorn.Server):
    """A server that says when it is up and leaves the signals of the process alone: three of them share one."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets=sockets)
        self.ready.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Capture none."""
        yield


async def serve(
    sandbox: Sandbox,
    *,
    snelstart_port: int = 0,
    timeon_port: int = 0,
    control_port: int = 0,
    announce: Callable[[dict[str, Any]], None],
    stop: asyncio.Event | None = None,
) -> None:
    """Serve until `stop` is set, or until SIGTERM or SIGINT when no `stop` was given.

    A port of 0 takes a free one. `announce` gets the facts as soon as all three answer. Raises OSError when a port
    is taken.
    """
    ports = {"snelstart": snelstart_port, "timeon": timeon_port, "control": control_port}
    async with contextlib.AsyncExitStack() as stack:
        sockets = {name: stack.enter_context(_bound(port)) for name, port in ports.items()}
        bases = {name: f"http://{HOST}:{bound.getsockname()[1]}" for name, bound in sockets.items()}
        stopping = stack.enter_context(_signals()) if stop is None else stop
        servers = {name: _server(app) for name, app in sandbox.apps().items()}
        gc.freeze()
        running = [asyncio.ensure_future(servers[name].serve(sockets=[sockets[name]])) for name in ports]
        until = asyncio.ensure_future(stopping.wait())
        try:
            await asyncio.gather(*(server.ready.wait() for server in servers.values()))
            announce(sandbox.facts(bases["snelstart"], bases["timeon"], bases["control"]))
            await asyncio.wait([until, *running], return_when=asyncio.FIRST_COMPLETED)
        finally:
            until.cancel()
            for server in servers.values():
                server.should_exit = True
            await asyncio.gather(*running)


class RunningSandbox:
    """A sandbox on free ports in a thread of its own, for the length of a `with` (or `async with`) block.

    Entering gives the facts; leaving stops the servers and joins the thread.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self._facts: dict[str, Any] = {}
        self._failure: BaseException | None = None
        self._announced = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._thread = threading.Thread(target=self._run, name="sandbox", daemon=True)

    def __enter__(self) -> dict[str, Any]:
        self._thread.start()
        self._announced.wait()
        if self._failure is not None:
            raise self._failure
        return self._facts

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._loop is not None and self._stop is not None:
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    async def __aenter__(self) -> dict[str, Any]:
        return await asyncio.to_thread(self.__enter__)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self.__exit__, kind, error, trace)

    def start(self) -> Self:
        """Enter without a block; `stop` must follow."""
        self.__enter__()
        return self

    def stop(self) -> None:
        """Leave without a block."""
        self.__exit__(None, None, None)

    @property
    def facts(self) -> dict[str, Any]:
        """What was announced; empty before the start."""
        return self._facts

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as failure:  # noqa: BLE001 -- whatever it is belongs to the thread that waits
            self._failure = failure
        finally:
            self._announced.set()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        await serve(self.sandbox, announce=self._announce, stop=self._stop)

    def _announce(self, facts: dict[str, Any]) -> None:
        self._facts = facts
        self._announced.set()


def _bound(port: int) -> socket.socket:
    # Named, or asyncio doesn't take it for TCP and leaves Nagle on: every answer would then wait 40 ms for an ack.
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((HOST, port))
        bound.listen(_BACKLOG)
    except OSError:
        bound.close()
        raise
    return bound


def _server(app: ASGIApp) -> _Server:
    return _Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
    )


@contextlib.contextmanager
def _signals() -> Generator[asyncio.Event, None, None]:
    """An event that SIGTERM and SIGINT set."""
    loop = asyncio.get_running_loop()
    event = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, event.set)
    try:
        yield event
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)
