"""Declaraties whose every local change can be taken back: made, changed, deleted, approved, until a number is given."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from core.clock import iso
from core.domain.declaratie import Declaratie
from core.invoicing import restoring
from core.invoicing.declaraties import Declaraties, Edit, MonthResult
from core.invoicing.pushing import OnProgress, Stop
from core.invoicing.results import PushResult, PushSummary
from core.service.undoing import Did
from core.store import declaraties as store
from core.store.connection import Connection
from core.text import Sentence, say

_Ids = list[str]


def _nobody(said: Sentence, back: Callable[[], Awaitable[object]], about: Iterable[str] = ()) -> None:
    """Nobody listens."""
    del said, back, about


def _unheard(ids: Collection[str]) -> None:
    """Nobody listens."""
    del ids


@dataclass(slots=True)
class UndoableDeclaraties(Declaraties):
    """As Declaraties; `did` remembers what was done and how it is taken back, `settled` hears of what got its number."""

    did: Did = _nobody
    settled: Callable[[Collection[str]], object] = _unheard

    async def create(self, registratie_ids: Sequence[str], *, group_by: str = "none") -> Declaratie:
        """A concept."""
        made = await Declaraties.create(self, registratie_ids, group_by=group_by)
        self._made(say("concept gemaakt voor {klant}", klant=made.klant), [made])
        return made

    async def create_month(self, year: int, month: int, *, group_by: str = "none") -> MonthResult:
        """One concept a klant, taken back together."""
        result = await Declaraties.create_month(self, year, month, group_by=group_by)
        if result.created:
            self._made(say("{n} concepten gemaakt", n=len(result.created)), result.created)
        return result

    async def credit(self, id_or_nummer: str) -> Declaratie:
        """The negative concept."""
        made = await Declaraties.credit(self, id_or_nummer)
        self._made(say("creditconcept gemaakt voor {klant}", klant=made.klant), [made])
        return made

    async def delete(self, *wanted: str) -> _Ids:
        """Remove concepts, taken back together."""
        kept = [await self._keep(one) for one in wanted]
        freed = await Declaraties.delete(self, *wanted)
        if len(kept) == 1:
            self._changed(say("concept verwijderd van {klant}", klant=kept[0].declaratie.klant), *kept)
        elif kept:
            self._changed(say("{n} concepten verwijderd", n=len(kept)), *kept)
        return freed

    async def edit(self, id_or_nummer: str, positie: int, change: Edit) -> Declaratie:
        """Change a line."""
        kept = await self._keep(id_or_nummer)
        after = await Declaraties.edit(self, id_or_nummer, positie, change)
        self._changed(say("regel {n} gewijzigd van {klant}", n=positie, klant=after.klant), kept)
        return after

    async def move(self, id_or_nummer: str, positie: int, to: int) -> Declaratie:
        """Reorder."""
        kept = await self._keep(id_or_nummer)
        after = await Declaraties.move(self, id_or_nummer, positie, to)
        self._changed(say("regel {n} verplaatst van {klant}", n=positie, klant=after.klant), kept)
        return after

    async def take_off(self, id_or_nummer: str, positie: int) -> Declaratie:
        """Remove a line."""
        kept = await self._keep(id_or_nummer)
        after = await Declaraties.take_off(self, id_or_nummer, positie)
        self._changed(say("regel {n} verwijderd van {klant}", n=positie, klant=after.klant), kept)
        return after

    async def push(self, id_or_nummer: str, *, accept_changed: bool = False, again: bool = False) -> PushResult:
        """One to SnelStart."""
        result = await Declaraties.push(self, id_or_nummer, accept_changed=accept_changed, again=again)
        self._numbered([result])
        return result

    async def push_all(
        self,
        *,
        only: Collection[str] | None = None,
        dry_run: bool = False,
        progress: OnProgress | None = None,
        stop: Stop | None = None,
    ) -> PushSummary:
        """Many to SnelStart."""
        summary = await Declaraties.push_all(self, only=only, dry_run=dry_run, progress=progress, stop=stop)
        self._numbered(summary.results)
        return summary

    async def approve(self, id_or_nummer: str) -> Declaratie:
        """A second person agrees."""
        after = await Declaraties.approve(self, id_or_nummer)

        async def back() -> None:
            at = iso(self.clock())
            await self.database.write(lambda db: store.withdraw_approval(db, after.id, at))

        self.did(say("akkoord gegeven voor {klant}", klant=after.klant), back, [after.id])
        return after

    async def choose_kostenplaats(self, klant_id: str, nummer: int | None) -> None:
        """Another kostenplaats."""
        _, chosen = await self.kostenplaatsen()
        await Declaraties.choose_kostenplaats(self, klant_id, nummer)

        async def back() -> None:
            await Declaraties.choose_kostenplaats(self, klant_id, chosen.get(klant_id))

        self.did(say("kostenplaats gekozen"), back)

    def _numbered(self, results: Iterable[PushResult]) -> None:
        self.settled([one.declaratie.id for one in results if one.declaratie.nummer])

    async def _keep(self, id_or_nummer: str) -> restoring.Kept:
        return await self.database.read(lambda db: restoring.keep(db, id_or_nummer))

    def _changed(self, said: Sentence, *kept: restoring.Kept) -> None:
        def put_back(db: Connection) -> None:
            for one in kept:
                restoring.put_back(db, one, iso(self.clock()))

        async def back() -> None:
            await self.database.write(put_back)

        self.did(said, back, [one.declaratie.id for one in kept])

    def _made(self, said: Sentence, made: Iterable[Declaratie]) -> None:
        ids = [one.id for one in made]

        def delete(db: Connection) -> None:
            found = [one for id_ in ids if (one := store.load(db, id_)) is not None]
            for one in found:
                restoring.refuse_numbered(one)
            for one in found:
                store.delete(db, one, iso(self.clock()))

        async def back() -> None:
            await self.database.write(delete)

        self.did(said, back, ids)
