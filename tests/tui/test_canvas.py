"""What the canvas sends makes a terminal show exactly what was drawn, whatever was there before."""

import random

import pyte
import pytest
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip

from tui.canvas import Canvas

WIDTH, HEIGHT = 24, 9
STYLES = [Style(), Style(bold=True, color="#7ab7c7"), Style(bgcolor="#26343b"), Style(underline=True), Style(dim=True)]
WORDS = ["Café", "漢字", "e\u0301n", "  ", "12,50", "▸ ", "x", "ß"]


class Seen:
    """A terminal that only gets what the canvas sends."""

    def __init__(self):
        self.screen = pyte.Screen(WIDTH, HEIGHT)
        self.stream = pyte.ByteStream(self.screen)
        self.canvas = Canvas()
        self.canvas.fit(Size(WIDTH, HEIGHT))

    def draw(self, lines):
        sent = self.canvas.put(((0, y, strip) for y, strip in enumerate(lines)), ColorSystem.TRUECOLOR)
        self.stream.feed(sent.encode())
        return sent

    def looks(self, y):
        return [(cell.data, cell.bg, cell.underscore) for cell in (self.screen.buffer[y][x] for x in range(WIDTH))]


def strip(*parts):
    made = Strip([Segment(text, style) for text, style in parts])
    return made.adjust_cell_length(WIDTH, Style())


def some_lines(chance):
    return [
        strip(*((chance.choice(WORDS), chance.choice(STYLES)) for _ in range(chance.randrange(8))))
        for _ in range(HEIGHT)
    ]


@pytest.mark.parametrize("seed", range(30))
def test_many_frames_end_as_one_would(seed):
    chance = random.Random(seed)
    seen = Seen()
    lines = some_lines(chance)
    for _ in range(12):
        kind = chance.randrange(3)
        if kind == 0:
            lines = some_lines(chance)
        elif kind == 1:
            lines = [*lines[1:], *some_lines(chance)[:1]]
        else:
            lines = [*some_lines(chance)[:1], *lines[:-1]]
        seen.draw(lines)
    fresh = Seen()
    fresh.draw(lines)
    assert seen.screen.display == fresh.screen.display
    assert [seen.looks(y) for y in range(HEIGHT)] == [fresh.looks(y) for y in range(HEIGHT)]


def test_the_same_again_sends_nothing():
    seen, lines = Seen(), some_lines(random.Random(1))
    assert seen.draw(lines)
    assert seen.draw(lines) == ""


def test_what_was_forgotten_is_sent_again():
    seen, lines = Seen(), some_lines(random.Random(1))
    first = seen.draw(lines)
    seen.canvas.forget()
    seen.canvas.fit(Size(WIDTH, HEIGHT))
    assert seen.draw(lines) == first


def test_a_list_that_scrolls_sends_one_line():
    seen = Seen()
    lines = [strip((f"klant nummer {n} van velen", Style())) for n in range(1000, 1000 + HEIGHT + 1)]
    whole = len(seen.draw(lines[:HEIGHT]))
    assert len(seen.draw(lines[1:])) < whole / 3
    assert "klant nummer 1009" in seen.screen.display[-1]


def test_a_link_is_closed():
    seen = Seen()
    sent = seen.draw([strip(("hier", Style(link="https://x.example")), (" daar", Style()))])
    assert sent.index("\x1b]8;;https://x.example\x1b\\") < sent.index("hier") < sent.index("\x1b]8;;\x1b\\")
