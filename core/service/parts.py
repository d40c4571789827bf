"""The parts of an opened koppeling, each told where to say what can be taken back."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from core.service.undoing import Back, Did, decided

if TYPE_CHECKING:
    from core.coupling.reviewing import Reviewing
    from core.invoicing.declaraties import Declaraties
    from core.invoicing.importing.importing import Importing
    from core.service.opened import Opened, Shared
    from core.service.syncing import Syncing
    from core.text import Sentence


def reviewing_of(opened: "Opened", shared: "Shared") -> "Reviewing":
    """The review; its own undo and the one of all screens are the same steps."""
    from core.coupling.reviewing import Reviewing

    kind = f"review:{opened.koppeling.id}"
    reviewing = Reviewing(opened.database, shared.clock, undone=lambda: shared.undoing.drop(kind))

    async def back() -> None:
        await reviewing.undo()
        await opened.refresh("review")

    reviewing.decided = lambda made: shared.undoing.did(decided(made), back, kind)
    return reviewing


def declaraties_of(opened: "Opened", shared: "Shared") -> "Declaraties":
    """Declaraties and their push."""
    from core.invoicing.declaraties import Identity
    from core.service.undoable_declaraties import UndoableDeclaraties

    identity = Identity(opened.koppeling.snelstart_id, opened.koppeling.timeon_id)
    return UndoableDeclaraties(
        opened.database, opened.snelstart, opened.timeon, shared.settings, shared.clock, identity,
        did=doing(opened, shared, "declaraties"), settled=shared.undoing.settle,
    )  # fmt: skip


def importing_of(opened: "Opened", shared: "Shared") -> "Importing":
    """Registraties out of files."""
    from core.service.undoable_importing import UndoableImporting

    return UndoableImporting(opened.database, shared.clock, did=doing(opened, shared, "declaraties"))


def syncing_of(opened: "Opened", shared: "Shared") -> "Syncing":
    """Reading, planning, writing, undoing; conflicts, runs and pauses."""
    from core.matching import compared
    from core.service.syncing import Syncing
    from core.syncing.engine import Sync

    sync = Sync(
        opened.koppeling.id, opened.koppeling.snelstart_id, opened.database, opened.snelstart, opened.timeon,
        shared.clock, shared.settings, compared,
    )  # fmt: skip
    return Syncing(
        sync, opened.reviewing, opened.busy, lambda: opened.koppeling, lambda waiting: opened.refresh("sync", waiting),
        lambda: opened.refresh("besluit"), lambda: opened.declaraties, doing(opened, shared, "besluit"),
    )  # fmt: skip


def doing(opened: "Opened", shared: "Shared", topic: str) -> Did:
    """Remembers a step; taken back, the koppeling's row and the screens that show this follow."""

    def did(said: "Sentence", back: Back, about: Iterable[str] = ()) -> None:
        async def and_tell() -> None:
            await back()
            await opened.refresh(topic)

        shared.undoing.did(said, and_tell, about=about)

    return did
