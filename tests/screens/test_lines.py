from textual.app import App

from core.domain.koppeling import Progress
from screens.widgets.lines import HappenedLine, Key, KeyLine, RuleLine, TopLine
from screens.widgets.progress import ProgressLines
from screens.widgets.said import paragraphs, said
from screens.widgets.source import Cell
from screens.widgets.times import ago_text
from screens.widgets.tones import Tone
from tests.screens.fakes import NOW
from tests.screens.pilot import shown


class Host(App):
    def compose(self):
        yield TopLine()
        yield RuleLine()
        yield HappenedLine()
        yield KeyLine()


def run(app):
    return app.run_test(size=(40, 6))


async def test_the_breadcrumb_gives_way_to_what_is_open():
    app = Host()
    async with run(app) as pilot:
        app.query_one(TopLine).show(("Beheer", "Koppelingen", "Koppelen"), "stap 2 van 6  ·  14:02")
        await pilot.pause()
        assert shown(app)[0] == " Beheer › Koppe… stap 2 van 6  ·  14:02"


async def test_a_rule_carries_parts_and_a_word():
    app = Host()
    async with run(app) as pilot:
        app.query_one(RuleLine).show(("alles 11", Cell(" · SnelStart 7", Tone.DIM)), "/ filter")
        await pilot.pause()
        assert shown(app)[1].startswith("─ alles 11 · SnelStart 7 ──")
        assert shown(app)[1].endswith(" / filter ──")
        assert len(shown(app)[1]) == 40


async def test_keys_that_do_not_fit_go_and_help_stays():
    app = Host()
    async with run(app) as pilot:
        keys = [Key(letter, "een lang woord") for letter in "abcd"]
        app.query_one(KeyLine).show(keys, [Key("?", "hulp"), Key("q", "stop")])
        await pilot.pause()
        assert shown(app)[3] == " a een lang woord  ? hulp"
        app.query_one(KeyLine).show(keys[:1], [Key("?", "hulp"), Key("q", "stop")])
        await pilot.pause()
        assert shown(app)[3] == " a een lang woord  ? hulp  q stop"


async def test_what_happened_is_cut_never_wrapped():
    app = Host()
    async with run(app) as pilot:
        app.query_one(HappenedLine).show("x" * 60)
        await pilot.pause()
        assert shown(app)[2].endswith("…")


def test_data_in_a_line_is_never_markup_or_escape():
    assert said("[bold]x[/]\x1b[2J", Cell("\x07y", Tone.BAD)).plain == "[bold]x[/][2Jy"


def test_progress_is_a_line_a_kind_with_a_count():
    lines = ProgressLines()
    lines._known = {"klanten": Progress("klanten", 153, 153), "producten": Progress("producten", 25, None)}
    text = paragraphs(lines.lines()).plain.splitlines()
    assert text[0].startswith("● klanten")
    assert text[0].endswith("153")
    assert text[1].startswith("◐ producten")
    assert text[1].endswith("25")


def test_how_long_ago():
    def ago(**delta):
        from datetime import timedelta

        return ago_text(NOW - timedelta(**delta), NOW)

    assert [ago(seconds=5), ago(minutes=2), ago(hours=3), ago(days=1), ago(days=4)] == [
        "nu", "2 min", "3 uur", "1 dag", "4 dagen",
    ]  # fmt: skip
