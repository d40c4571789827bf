"""What each fault does to an exchange: a function a name, in one table."""

from __future__ import annotations

from email.utils import formatdate
from typing import TYPE_CHECKING

from core.sandbox.faults.exchange import reply
from core.sandbox.faults.lag import hide

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from core.sandbox.faults.exchange import Exchange, Reply
    from core.sandbox.faults.rule import Rule
    from core.sandbox.faults.table import Faults

    Kind = Callable[[Exchange, Rule, Faults], Awaitable[None]]

HTML = b"text/html; charset=utf-8"
BAD_GATEWAY = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
TRICKLES = 20
"""In how many pieces a trickling body comes."""


async def drop_before(exchange: Exchange, _rule: Rule, _faults: Faults) -> None:
    """The request is lost."""
    await exchange.cut()


async def drop_after(exchange: Exchange, _rule: Rule, _faults: Faults) -> None:
    """The work is done and the answer lost."""
    await exchange.run()
    await exchange.cut()


async def reset_before(exchange: Exchange, _rule: Rule, _faults: Faults) -> None:
    """The request is lost, by RST."""
    await exchange.cut(reset=True)


async def reset_after(exchange: Exchange, _rule: Rule, _faults: Faults) -> None:
    """The work is done and the answer lost, by RST."""
    await exchange.run()
    await exchange.cut(reset=True)


async def delay_before(exchange: Exchange, rule: Rule, faults: Faults) -> None:
    """The work begins late."""
    await faults.sleep(rule.seconds)
    await exchange.answer(await exchange.run())


async def delay_after(exchange: Exchange, rule: Rule, faults: Faults) -> None:
    """The work is done at once and the answer comes late."""
    answer = await exchange.run()
    await faults.sleep(rule.seconds)
    await exchange.answer(answer)


async def twice(exchange: Exchange, _rule: Rule, _faults: Faults) -> None:
    """The request arrives twice; the caller hears of the first."""
    answer = await exchange.run()
    await exchange.run()
    await exchange.answer(answer)


def _refusal(make: Callable[[Rule], Reply]) -> Kind:
    """A fault that answers without the service."""

    async def refuse(exchange: Exchange, rule: Rule, _faults: Faults) -> None:
        await exchange.answer(make(rule))

    return refuse


def _unauthorized(_rule: Rule) -> Reply:
    return reply(401, b'{"Message":"Authorization has been denied for this request."}', WWW_Authenticate="Bearer")


def _forbidden(_rule: Rule) -> Reply:
    return reply(403, b'{"statusCode":403,"message":"Out of call volume quota."}')


def _quota(rule: Rule) -> Reply:
    seconds = max(1, round(rule.seconds))
    body = f'{{"statusCode":403,"message":"Out of call volume quota. Quota will be replenished in {seconds} seconds."}}'
    return reply(403, body.encode(), Retry_After=str(seconds))


def _too_many(rule: Rule) -> Reply:
    seconds = max(1, round(rule.seconds))
    body = f'{{"statusCode":429,"message":"Rate limit is exceeded. Try again in {seconds} seconds."}}'
    return reply(429, body.encode(), Retry_After=str(seconds))


def _broken(_rule: Rule) -> Reply:
    return reply(500, b'{"Message":"An error has occurred."}')


def _bad_gateway(_rule: Rule) -> Reply:
    return reply(502, BAD_GATEWAY, HTML)


def _made_up(rule: Rule) -> Reply:
    return reply(rule.status, rule.body.encode())


async def broken_after(exchange: Exchange, rule: Rule, _faults: Faults) -> None:
    """The work is done and a 500 says it isn't."""
    await exchange.run()
    await exchange.answer(_broken(rule))


def _changed(change: Callable[[Reply], Reply]) -> Kind:
    """A fault that lets the service work and changes its answer."""

    async def alter(exchange: Exchange, _rule: Rule, _faults: Faults) -> None:
        await exchange.answer(change(await exchange.run()))

    return alter


async def truncated_body(exchange: Exchange, _rule: Rule, _faults: Faults) -> None:
    """Half the body comes, under the length of the whole; a body of nothing is cut before its headers."""
    answer = await exchange.run()
    if answer.body:
        await exchange.start(answer)
        await exchange.part(answer.body[: len(answer.body) // 2])
    await exchange.cut()


async def list_lag(exchange: Exchange, rule: Rule, faults: Faults) -> None:
    """A list leaves out what was made in the last seconds."""
    await exchange.answer(hide(faults, await exchange.run(), rule.seconds))


async def trickle(exchange: Exchange, rule: Rule, faults: Faults) -> None:
    """The body comes in small pieces, over so many seconds in all."""
    answer = await exchange.run()
    await exchange.start(answer)
    step = max(1, -(-len(answer.body) // TRICKLES))
    for at in range(0, len(answer.body), step):
        await exchange.part(answer.body[at : at + step])
        await faults.sleep(rule.seconds / TRICKLES)
    await exchange.send({"type": "http.response.body", "body": b""})


async def clock_skew(exchange: Exchange, rule: Rule, faults: Faults) -> None:
    """The Date header is off by so many seconds, into the past when negative."""
    answer = await exchange.run()
    exchange.without_date()
    moment = formatdate(faults.now() + rule.seconds, usegmt=True).encode()
    await exchange.answer(answer.with_header(b"date", moment))


KINDS: dict[str, Kind] = {
    "drop-before": drop_before,
    "drop-after": drop_after,
    "reset-before": reset_before,
    "reset-after": reset_after,
    "delay-before": delay_before,
    "delay-after": delay_after,
    "twice": twice,
    "401": _refusal(_unauthorized),
    "403": _refusal(_forbidden),
    "403-quota": _refusal(_quota),
    "429": _refusal(_too_many),
    "500-before": _refusal(_broken),
    "500-after": broken_after,
    "502": _refusal(_bad_gateway),
    "answer": _refusal(_made_up),
    "empty-body": _changed(lambda answer: answer.with_body(b"")),
    "truncated-body": truncated_body,
    "wrong-content-type": _changed(lambda answer: answer.with_header(b"content-type", HTML)),
    "invalid-json": _changed(lambda answer: answer.with_body(b"{" + answer.body)),
    "list-lag": list_lag,
    "trickle": trickle,
    "clock-skew": clock_skew,
}
"""By name; every name that a rule may carry."""
