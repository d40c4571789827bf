"""What is wrong with one cell, before anybody knows in which row and column it stands."""

from core.text import Sentence


class WrongError(ValueError):
    """A cell that can't be read; `sentence` says why, without saying where."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence
