"""What a koppeling is busy with in this process, told by the work itself; a person may end it between two pages."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from core.clock import Clock
from core.domain.koppeling import Progress
from core.domain.running import Running
from core.errors import StoppedError
from core.text import say

OnProgress = Callable[[Progress], None]


class Working:
    """`running` is None while nothing is under way."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._stopped = False
        self.running: Running | None = None

    @contextmanager
    def under_way(self, *, scheduled: bool = False) -> Iterator[None]:
        """For as long as the work lasts."""
        self._stopped, self.running = False, Running(self._clock(), scheduled)
        try:
            yield
        finally:
            self.running = None

    def stop(self) -> bool:
        """End what runs at its next page or write; answers whether anything ran."""
        self._stopped = self.running is not None
        return self._stopped

    def through(self, progress: OnProgress) -> OnProgress:
        """Tell `progress`, and keep count. Work that was asked to stop ends here: what was done until now is stored."""

        def told(one: Progress) -> None:
            if self.running is not None:
                self.running = self.running.told(one, self._clock())
            progress(one)
            if self._stopped:
                raise StoppedError(say("Gestopt door een mens, tussen twee pagina's of regels."))

        return told
