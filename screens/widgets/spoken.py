"""Words that stand on a screen as long as it does, and are said again when the language changes."""

from collections.abc import Callable, Iterable

from textual.widgets import Static

from screens.widgets.said import Line, paragraphs


class Spoken(Static):
    """`lines` answers what to say, in the language in use."""

    def __init__(self, lines: Callable[[], Iterable[Line]], *, classes: str = "words") -> None:
        super().__init__(paragraphs(lines()), markup=False, classes=classes)
        self._lines = lines

    def again(self) -> None:
        """Say it in the language of now."""
        self.update(paragraphs(self._lines()))
