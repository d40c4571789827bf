"""The receiver over a real socket: one path, a status and nothing else, and bounds on what a stranger may send."""

import asyncio
import contextlib
import socket

import pytest

from core.coupling.notice import MOST_BYTES
from core.errors import UsageError
from core.service.receiver import AT_ONCE, HEALTH, HOST, PATH, build_app, listening


async def asked(port: int, request: bytes, *, more: bytes = b"") -> bytes:
    """The whole answer to raw bytes."""
    reader, writer = await asyncio.open_connection(HOST, port)
    writer.write(request)
    with contextlib.suppress(ConnectionError):
        await writer.drain()
        if more:
            writer.write(more)
            await writer.drain()
    try:
        return await asyncio.wait_for(reader.read(), 30)
    except ConnectionError:
        return b""
    finally:
        writer.close()


def post(body: bytes, path: str = PATH, *, length: int | None = None) -> bytes:
    size = len(body) if length is None else length
    return f"POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {size}\r\n\r\n".encode() + body


class Heard:
    def __init__(self) -> None:
        self.bodies: list[bytes] = []

    async def __call__(self, body: bytes) -> int:
        self.bodies.append(body)
        return 204


async def test_a_post_is_handed_on_and_answered_with_a_status_alone() -> None:
    heard = Heard()
    async with listening(build_app(heard), 0) as port:
        answer = await asked(port, post(b"hallo"))
        assert answer.startswith(b"HTTP/1.1 204")
        assert answer.partition(b"\r\n\r\n")[2] == b""
        assert b"server:" not in answer.lower()
        assert (await asked(port, f"GET {HEALTH} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()))[
            9:12
        ] == b"204"
    assert heard.bodies == [b"hallo"]


@pytest.mark.parametrize("path", ["/", "/koppelsleutel/x", "/../koppelsleutel"])
async def test_any_other_path_is_not_there(path) -> None:
    heard = Heard()
    async with listening(build_app(heard), 0) as port:
        assert (await asked(port, post(b"hallo", path)))[9:12] == b"404"
        assert (await asked(port, f"GET {PATH} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()))[
            9:12
        ] == b"405"
    assert heard.bodies == []


async def test_a_body_that_is_too_large_is_refused_before_it_is_read_whole() -> None:
    heard = Heard()
    async with listening(build_app(heard), 0) as port:
        answer = await asked(port, post(b"x" * (MOST_BYTES + 1), length=10**12))
        assert answer[9:12] == b"413"
    assert heard.bodies == []


async def test_a_body_that_does_not_come_is_not_waited_for() -> None:
    heard = Heard()
    async with listening(build_app(heard, body_seconds=0.05), 0) as port:
        assert (await asked(port, post(b"half", length=100)))[9:12] == b"408"
    assert heard.bodies == []


async def silent(port: int, number: int) -> list[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """Lines on which half a head was said."""
    lines = []
    for _ in range(number):
        reader, writer = await asyncio.open_connection(HOST, port)
        writer.write(f"POST {PATH} HTTP/1.1\r\nHost: x\r\n".encode())
        lines.append((reader, writer))
    return lines


async def test_lines_that_say_nothing_do_not_keep_out_who_comes_with_a_message() -> None:
    heard = Heard()
    async with listening(build_app(heard), 0, head_seconds=600) as port:
        lines = await silent(port, 3 * AT_ONCE)
        assert (await asked(port, post(b"hallo")))[9:12] == b"204"
        with contextlib.suppress(ConnectionError):
            assert await lines[0][0].read() == b""
        for _, writer in lines:
            writer.close()
    assert heard.bodies == [b"hallo"]


@pytest.mark.parametrize("first", [b"", f"GET {HEALTH} HTTP/1.1\r\nHost: x\r\n\r\n".encode()])
async def test_a_head_that_does_not_come_is_not_waited_for(first) -> None:
    async with listening(build_app(Heard()), 0, head_seconds=0.05) as port:
        reader, writer = await asyncio.open_connection(HOST, port)
        writer.write(first + b"POST")
        with contextlib.suppress(ConnectionError):
            answer = await asyncio.wait_for(reader.read(), 30)
            assert answer[9:12] == (b"204" if first else b"")
        writer.close()


async def test_a_head_without_end_is_refused() -> None:
    heard = Heard()
    async with listening(build_app(heard), 0) as port:
        request = f"POST {PATH} HTTP/1.1\r\n".encode() + b"X-Long: " + b"a" * 200_000
        assert (await asked(port, request))[9:12] in (b"400", b"")
    assert heard.bodies == []


async def test_it_listens_on_this_machine_alone() -> None:
    async with listening(build_app(Heard()), 0) as port:
        other = socket.gethostbyname(socket.gethostname())
        if other.startswith("127."):
            assert HOST == "127.0.0.1"
            return
        with pytest.raises(OSError, match="Connect call failed"):
            await asyncio.open_connection(other, port)


async def test_a_port_that_is_taken_is_said() -> None:
    async with listening(build_app(Heard()), 0) as port:
        with pytest.raises(UsageError, match="--port"):
            async with listening(build_app(Heard()), port):
                pass
