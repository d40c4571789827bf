"""The receiver of koppelsleutels that SnelStart posts: kept at once, believed only when a key names the administratie.

SnelStart posts once and never again, so a message is kept before it is answered, in the chain of credentials and nowhere
else. What is kept is tried until SnelStart answers; a message alone changes nothing: not the key in use, not its end.
"""

import asyncio
from collections.abc import Callable

from core.coupling.activation import Activations
from core.coupling.notice import Notice, NoticeError, read_notice
from core.credentials import Credentials
from core.credentials.source import KOPPELSLEUTEL, MEMORY, OFFERED
from core.domain.activation import MOST_TRIES_OF_A_DELETE, Activation, Outcome, Told
from core.errors import AppError, CredentialsError, KoppelsleutelError
from core.service.doors import Doors
from core.text import say

KEPT, MALFORMED, UNKNOWN, FAILED = 204, 400, 404, 503
"""What SnelStart is answered; no word more, so that nothing is told to who guesses."""

IDLE_SECONDS = 5.0
"""The time between two looks at what waits."""


class Webhook:
    """Takes messages and looks into them. `allow_file` lets keys live in the 0600 file where there is no keyring; `tell`
    gets what kept a message from being looked into.
    """

    def __init__(
        self,
        activations: Activations,
        credentials: Credentials,
        doors: Doors,
        *,
        allow_file: bool,
        tell: Callable[[AppError], None],
    ) -> None:
        self._activations = activations
        self._credentials = credentials
        self._doors = doors
        self._allow_file = allow_file
        self._tell = tell
        self._one = asyncio.Lock()
        self._heard = asyncio.Event()

    def check(self) -> None:
        """Raises CredentialsError where keys would not outlive this process, and MissingError without a subscription key."""
        self._credentials.subscription_key()
        if not self._credentials.lasts(allow_file=self._allow_file):
            raise CredentialsError(
                say("Hier is geen sleutelring, en een koppelsleutel die alleen in het geheugen staat gaat verloren."),
                advice=say("Geef --file om sleutels in een bestand te bewaren dat alleen jij kunt lezen (0600)."),
            )

    async def receive(self, body: bytes) -> int:
        """Take one message; answers the status that says whether it is kept."""
        try:
            return await self._take(read_notice(body))
        except NoticeError:
            return MALFORMED
        except AppError as problem:
            self._tell(problem)
            return FAILED

    async def _take(self, notice: Notice) -> int:
        async with self._one:
            found = await self._activations.recognise(notice)
            if found is None:
                return UNKNOWN
            if notice.koppelsleutel and notice.told is not Told.DELETE:
                await self._store(_offered(found), notice.koppelsleutel)
            await self._activations.told(found, notice)
        self._heard.set()
        return KEPT

    async def settle(self) -> int:
        """Look into everything that is due; answers how many messages came to an end."""
        return sum([await self._look_into(one) for one in await self._activations.due()])

    async def run(self, stop: asyncio.Event) -> None:
        """Settle when something was heard, and look every few seconds whether something is due, until `stop` is set."""
        while not stop.is_set():
            self._heard.clear()
            try:
                await self.settle()
            except AppError as problem:
                self._tell(problem)
            waits = [asyncio.ensure_future(event.wait()) for event in (stop, self._heard)]
            await asyncio.wait(waits, timeout=IDLE_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            for one in waits:
                one.cancel()

    async def _look_into(self, one: Activation) -> bool:
        """Whether it ended. SnelStart may post again while it is asked: then the newer message is looked into instead."""
        try:
            outcome, id_ = await (self._gone(one) if one.told is Told.DELETE else self._proven(one))
        except AppError as problem:
            self._tell(problem)
            outcome, id_ = None, ""
        async with self._one:
            if not await self._activations.is_current(one):
                return False
            if outcome is None:
                await self._activations.later(one)
                return False
            await self._activations.settled(one, outcome, snelstart_id=id_)
            await asyncio.to_thread(self._credentials.forget, _offered(one))
        return True

    async def _proven(self, one: Activation) -> tuple[Outcome | None, str]:
        """Whether the key that was posted mints a token and names an administratie that is free for it."""
        keys = await asyncio.to_thread(self._credentials.kept, _offered(one))
        if not keys:
            return Outcome.LOST, ""
        try:
            id_ = (await self._doors.snelstart(keys[0]).administratie()).id
        except KoppelsleutelError:
            return Outcome.REFUSED, ""
        if not id_:
            return None, ""
        in_the_way = await self._activations.standing_in_the_way(one, id_)
        if in_the_way is not None:
            return in_the_way, ""
        await self._store(f"{KOPPELSLEUTEL}:{id_}", keys[0])
        return Outcome.BELIEVED, id_

    async def _gone(self, one: Activation) -> tuple[Outcome | None, str]:
        """Whether every key that we have of it is refused; only then it is forgotten."""
        name = f"{KOPPELSLEUTEL}:{one.snelstart_id}"
        own = [_offered(one), name] if one.snelstart_id else [_offered(one)]
        for key in [key for kept in own for key in await asyncio.to_thread(self._credentials.kept, kept)]:
            try:
                await self._doors.snelstart(key).administratie()
            except KoppelsleutelError:
                continue
            return (Outcome.STILL_WORKS if one.tries >= MOST_TRIES_OF_A_DELETE else None), ""
        if one.snelstart_id:
            await asyncio.to_thread(self._credentials.forget, name)
        return Outcome.GONE, ""

    async def _store(self, name: str, key: str) -> None:
        allowed = self._allow_file
        where = await asyncio.to_thread(lambda: self._credentials.store(name, key, allow_file=allowed))
        if where == MEMORY:
            raise CredentialsError(say("De sleutelring bewaarde de koppelsleutel niet."))


def _offered(one: Activation) -> str:
    return f"{OFFERED}:{one.digest[:32]}"
