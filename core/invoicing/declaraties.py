"""The face of invoicing: everything that screens and commands do with declaraties of one koppeling."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from core.clock import Clock, iso
from core.config import Settings
from core.domain.declaratie import Declaratie, DeclaratieState
from core.domain.money import total
from core.domain.push import PushVerdict
from core.domain.registratie import Registratie
from core.errors import AppError, UsageError
from core.invoicing import approving, crediting, editing, evidence, kostenplaatsen, making
from core.invoicing.attaching import Attaching
from core.invoicing.context import catalogue, company, keep_company, order_context, sjablonen
from core.invoicing.editing import Edit
from core.invoicing.following import Following
from core.invoicing.kostenplaatsen import Kostenplaats
from core.invoicing.linetext import GroupBy
from core.invoicing.lookup import all_marked
from core.invoicing.making import Maker, MonthResult, delete, need
from core.invoicing.observing import Observing
from core.invoicing.ordertotal import order_totals
from core.invoicing.outdated import outdated
from core.invoicing.ports import SnelStartPort, TimeOnPort
from core.invoicing.preview import Preview, make_preview
from core.invoicing.pushing import SETTLED, OnProgress, Pushing, Stop
from core.invoicing.results import FollowResult, Looked, PushResult, PushSummary, SweepResult
from core.invoicing.ruling import Ruling
from core.invoicing.snapshot import Identity, Snapshot
from core.invoicing.sweeping import Sweeping
from core.invoicing.today import today
from core.store import declaraties as store
from core.store import journal, regels, registraties
from core.store.connection import Connection, Database
from core.text import say

if TYPE_CHECKING:
    from core.invoicing.specification.document import Document

__all__ = ["Declaraties", "Edit", "GroupBy", "Identity", "MonthResult"]

_Declaraties = list[Declaratie]
_Ids = list[str]
_Registraties = list[Registratie]
_Results = list[PushResult]
_Chain = list[evidence.EvidenceLine]


@dataclass(slots=True)
class Declaraties:
    """Declaraties of one koppeling. Amounts exclude btw; ids are those of koppelbord, a nummer is taken as well."""

    database: Database
    snelstart: SnelStartPort
    timeon: TimeOnPort
    settings: Settings
    clock: Clock
    identity: Identity
    lock_seconds: float = 10.0

    @property
    def ruling(self) -> Ruling:
        """The artikelregels."""
        return Ruling(self.database, self.clock)

    async def create(self, registratie_ids: Sequence[str], *, group_by: str = "none") -> Declaratie:
        """A concept of chosen registraties of one klant, which are held by it from now on.

        Raises MovedError naming a row that is held or billed, PersonNeededError for a klant without relatie or a
        registratie without artikel, NotFoundError, UsageError, EmptyError.
        """
        maker = self._maker(group_by)
        return await self.database.write(lambda db: maker.make(db, registratie_ids))

    async def create_month(self, year: int, month: int, *, group_by: str = "none") -> MonthResult:
        """One concept per klant for a month; asked again it makes nothing. Raises EmptyError without registraties."""
        maker = self._maker(group_by)
        return await self.database.write(lambda db: maker.make_month(db, year, month))

    async def list(self, state: DeclaratieState | None = None, *, klant_id: str = "") -> _Declaraties:
        """Concepts first, then the newest number first."""
        states = (state,) if state else ()
        return await self.database.read(lambda db: store.load_all(db, states=states, klant_id=klant_id))

    async def get(self, id_or_nummer: str) -> Declaratie:
        """One; raises NotFoundError."""
        return await self.database.read(lambda db: need(db, id_or_nummer))

    async def held(self, id_or_nummer: str) -> _Registraties:
        """The registraties that it holds, by date: they come free when a concept is deleted."""

        def work(db: Connection) -> _Registraties:
            declaratie = need(db, id_or_nummer)
            made_of = registraties.by_ids(db, [source.registratie_id for source in regels.sources(db, declaratie.id)])
            return [one for one in made_of if one.declaratie_id == declaratie.id]

        return await self.database.read(work)

    async def delete(self, *wanted: str) -> _Ids:
        """Remove concepts, all or none; answers the registraties that came free. Raises MovedError for a numbered one."""
        return await self.database.write(lambda db: delete(db, wanted, iso(self.clock())))

    async def edit(self, id_or_nummer: str, positie: int, change: Edit) -> Declaratie:
        """Change line `positie` (from 1) of a concept. Raises MovedError for a numbered one, UsageError."""
        return await self._edited(id_or_nummer, lambda db, one, at: editing.edit(db, one, positie, change, at))

    async def move(self, id_or_nummer: str, positie: int, to: int) -> Declaratie:
        """Reorder the lines of a concept, places from 1. Raises as `edit`."""
        return await self._edited(id_or_nummer, lambda db, one, at: editing.move(db, one, positie, to, at))

    async def take_off(self, id_or_nummer: str, positie: int) -> Declaratie:
        """Remove a line of a concept; its registraties come free. Raises as `edit`."""
        return await self._edited(id_or_nummer, lambda db, one, at: editing.take_off(db, one, positie, at))

    async def approve(self, id_or_nummer: str) -> Declaratie:
        """The OS user at work agrees as the second person. Raises PersonNeededError for who made or changed it."""
        return await self._edited(id_or_nummer, approving.approve)

    async def know_company(self) -> None:
        """Ask SnelStart once how this administration counts, and whose name stands on a specification; every push asks again."""
        if not await self.database.read(company):
            await keep_company(self.database, await self.snelstart.company_info())

    async def preview(self, id_or_nummer: str) -> Preview:
        """The order as it will stand in SnelStart."""

        def work(db: Connection) -> Preview:
            declaratie = need(db, id_or_nummer)
            context = order_context(db, declaratie, self.identity, self.settings)
            known = catalogue(db)
            rounding, web = self.settings.btw_rounding, self.settings.order_web_url
            made = make_preview(
                declaratie, context, known.artikelen, known.tarieven, company(db), sjablonen(db),
                btw_rounding=rounding, web_url=web,
            )  # fmt: skip
            return replace(made, warnings=(*outdated(db, declaratie), *made.warnings))

        return await self.database.read(work)

    async def kostenplaatsen(self) -> tuple[Sequence[Kostenplaats], dict[str, int]]:
        """Those of the administratie, and the number chosen by klant ("" for all others, 0 for none)."""
        return await self.database.read(lambda db: (kostenplaatsen.known(db), kostenplaatsen.choices(db)))

    async def choose_kostenplaats(self, klant_id: str, nummer: int | None) -> None:
        """For orders from now on: see `core.invoicing.kostenplaatsen.choose`. Raises NotFoundError, UsageError."""
        at = iso(self.clock())
        await self.database.write(lambda db: kostenplaatsen.choose(db, klant_id, nummer, at))

    async def finalize(self, id_or_nummer: str) -> Declaratie:
        """A concept becomes openstaand with the next number of its year. Raises MovedError when a row changed."""
        day, now = today(self.clock), self.clock()
        return await self.database.write(lambda db: making.finalize(db, need(db, id_or_nummer), day, now))

    async def credit(self, id_or_nummer: str) -> Declaratie:
        """The negative concept of a numbered declaratie. Raises PersonNeededError, MovedError."""
        day, now = today(self.clock), self.clock()
        return await self.database.write(lambda db: crediting.credit(db, need(db, id_or_nummer), day, now))

    async def push(self, id_or_nummer: str, *, accept_changed: bool = False, again: bool = False) -> PushResult:
        """One declaratie to SnelStart; a concept becomes openstaand first.

        `accept_changed` adopts an order that is there but differs; `again` makes one that was deleted there. Raises
        GuardError (other administration, clocks, coupled elsewhere), CredentialsError, PausedError, UnreachableError,
        BusyError and the other StorageErrors: nothing was sent then.
        """
        declaratie = await self.get(id_or_nummer)
        pushing = self._pushing()
        async with pushing.session() as snapshot:
            result = await pushing.one(declaratie.id, snapshot, accept_changed=accept_changed, again=again)
        return (await self._totalled([result]))[0]

    async def push_all(
        self,
        *,
        only: Collection[str] | None = None,
        dry_run: bool = False,
        progress: OnProgress | None = None,
        stop: Stop | None = None,
    ) -> PushSummary:
        """Everything that is not settled, or of that the ids in `only`.

        What ends the run early is in `stopped`; a dry run writes and asks nothing.
        """
        pushing = self._pushing()
        wanted = [one for one in await pushing.candidates() if only is None or one.id in only]
        if dry_run:
            return await self._dry(wanted)
        if all(one.order in SETTLED for one in wanted):
            return PushSummary([PushResult(one, PushVerdict.NOTHING) for one in wanted])
        try:
            async with pushing.session() as snapshot:
                await self._sweeping().run(snapshot)
                summary = await pushing.many(wanted, snapshot, progress, stop)
                if summary.count(PushVerdict.PUSHED) or summary.count(PushVerdict.UNKNOWN):
                    await self._sweep_after(summary)
        except AppError as problem:
            return PushSummary(stopped=problem)
        summary.results = await self._totalled(summary.results)
        return summary

    async def order_total(self, ids: Collection[str]) -> Decimal:
        """What the orders of these come to together, euros excluding btw and after any factuurkorting."""
        return total((await self.database.read(lambda db: order_totals(db, [need(db, one) for one in ids]))).values())

    async def sweep(self) -> SweepResult:
        """Heal doubles, adopt what arrived, tell what is gone. Raises as `push`."""
        async with self._pushing().session() as snapshot:
            return await self._sweeping().run(snapshot)

    async def follow(self) -> FollowResult:
        """From order to factuur to paid, with the specification at its boeking; settled ones go to archief. Raises as `push`."""
        async with self._pushing().session() as snapshot:
            swept = await self._sweeping().run(snapshot)
            found = await Following(self.database, self.snelstart, self.clock).run(snapshot, swept)
            attaching = Attaching(self.database, self.snelstart, self.settings, self.clock)
            attached = await attaching.run(found.invoiced) if self.settings.attach_specification else []
            return replace(found, changes=(*found.changes, *attached))

    async def observe(self) -> dict[str, Looked]:
        """Orders and facturen as a sync reads them, by a caller that holds the koppeling; touches nothing there."""
        return await Observing(self.database, self.snelstart, self.settings, self.clock, self.identity).run()

    async def specification(self, id_or_nummer: str) -> "Document":
        """The specification as a PDF; equal facts give equal bytes."""
        from core.invoicing.specification.specify import specify

        rounding = self.settings.btw_rounding
        return await self.database.read(lambda db: specify(db, need(db, id_or_nummer), rounding))

    async def evidence(self, id_or_nummer: str) -> _Chain:
        """Everything that happened to one, from the journal."""

        def work(db: Connection) -> _Chain:
            return evidence.chain(journal.events(db, subject=store.subject(need(db, id_or_nummer).id)))

        return await self.database.read(work)

    async def _edited(self, id_or_nummer: str, change: Callable[[Connection, Declaratie, str], object]) -> Declaratie:
        at = iso(self.clock())

        def work(db: Connection) -> Declaratie:
            declaratie = need(db, id_or_nummer)
            change(db, declaratie, at)
            return need(db, declaratie.id)

        return await self.database.write(work)

    def _maker(self, group_by: str) -> Maker:
        try:
            grouping = GroupBy(group_by)
        except ValueError as problem:
            known = ", ".join(GroupBy)
            raise UsageError(
                say("Onbekende groepering {name}; kies uit {known}.", name=group_by, known=known)
            ) from problem
        return Maker(self.settings.hours_rule, grouping, today(self.clock), self.clock(), self.settings.line_text)

    def _pushing(self) -> Pushing:
        return Pushing(
            self.database, self.snelstart, self.timeon, self.settings, self.clock, self.identity, self.lock_seconds
        )

    async def _sweep_after(self, summary: PushSummary) -> None:
        """A POST that the network delivered twice is healed in the run that sent it; one that arrived unheard is found."""
        try:
            await self._sweeping().run(Snapshot(await all_marked(self.snelstart), self.identity))
        except AppError as problem:
            summary.stopped = summary.stopped or problem
        summary.results = [await self._settled(one) for one in summary.results]

    async def _settled(self, result: PushResult) -> PushResult:
        if result.verdict is not PushVerdict.UNKNOWN:
            return result
        after = await self.database.read(lambda db: store.refresh(db, result.declaratie))
        return PushResult(after, PushVerdict.ADOPTED) if after.order in SETTLED else result

    def _sweeping(self) -> Sweeping:
        return Sweeping(self.database, self.snelstart, self.settings, self.clock, self.identity)

    async def _dry(self, wanted: "Sequence[Declaratie]") -> PushSummary:
        verdicts = [PushVerdict.NOTHING if one.order in SETTLED else PushVerdict.PUSHED for one in wanted]
        results = [PushResult(one, verdict, one.reason) for one, verdict in zip(wanted, verdicts, strict=True)]
        return PushSummary(await self._totalled(results), dry_run=True)

    async def _totalled(self, results: Sequence[PushResult]) -> _Results:
        counted = await self.database.read(lambda db: order_totals(db, [one.declaratie for one in results]))
        return [replace(one, order_total=counted[one.declaratie.id]) for one in results]
