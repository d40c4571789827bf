"""The koppelingen that were opened: one object each as long as somebody holds it, and the latest held here, so that a
process that goes around 5,000 koppelingen for weeks does not keep what it knew of each.
"""

from collections import OrderedDict
from weakref import WeakValueDictionary

from core.service.opened import Opened

KEPT = 64


class Openings:
    """By koppeling."""

    def __init__(self) -> None:
        self._living: WeakValueDictionary[str, Opened] = WeakValueDictionary()
        self._latest: OrderedDict[str, Opened] = OrderedDict()

    def find(self, koppeling_id: str) -> Opened | None:
        """The one that is there."""
        found = self._living.get(koppeling_id)
        if found is not None:
            self._hold(found)
        return found

    def put(self, opened: Opened) -> None:
        """In the place of one of the same koppeling."""
        self._living[opened.koppeling.id] = opened
        self._hold(opened)

    def every(self) -> list[Opened]:
        """All that somebody holds."""
        return list(self._living.values())

    def _hold(self, opened: Opened) -> None:
        self._latest[opened.koppeling.id] = opened
        self._latest.move_to_end(opened.koppeling.id)
        over = len(self._latest) - KEPT
        for id_ in [id_ for id_, one in self._latest.items() if not _must_stay(one)][: max(over, 0)]:
            del self._latest[id_]


def _must_stay(opened: Opened) -> bool:
    """Whether something would be lost, or never freed, with it: calls that are not written down, a run, a review that is so
    large that it is left out of the looks for what nobody refers to.
    """
    much = "reviewing" in opened.__dict__ and opened.reviewing.holds_much
    return much or opened.busy.locked() or opened.calls.is_waiting
