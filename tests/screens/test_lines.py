from datetime import timedelta

from textual.app import App

from core.domain.koppeling import Progress
from core.domain.running import Running
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


def test_a_kind_that_is_waited_for_has_no_speed_of_nothing():
    lines, slow = ProgressLines(), NOW + timedelta(seconds=10)
    lines._work = Running(NOW).told(Progress("klanten", 0, None), NOW).told(Progress("klanten", 1, None), slow)
    text = paragraphs(lines.lines(slow)).plain
    assert "duur onbekend" in text
    assert "per s" not in text


def test_progress_is_a_line_a_kind_with_a_count():
    now, lines = NOW, ProgressLines()
    lines._work = Running(now)
    for done, total in ((25, None), (50, None)):
        now += timedelta(seconds=1)
        lines._work = lines._work.told(Progress("producten", done, total, expected=100), now)
    lines._work = lines._work.told(Progress("klanten", 153, 153), now)
    text = [line.rstrip() for line in paragraphs(lines.lines(now)).plain.splitlines()]
    assert text[0].startswith("◐ producten")
    assert text[0].endswith("50  2 pagina's · 25 per s · nog 2 s")
    assert text[1].startswith("● klanten")
    assert text[1].endswith("153")


def test_how_long_ago():
    def ago(**delta):
        return ago_text(NOW - timedelta(**delta), NOW)

    assert [ago(seconds=5), ago(minutes=2), ago(hours=3), ago(days=1), ago(days=4)] == [
        "nu", "2 min", "3 uur", "1 dag", "4 dagen",
    ]  # fmt: skip


async def test_of_a_breadcrumb_the_longest_name_before_the_last_gives_way_first():
    app = Host()
    async with run(app) as pilot:
        app.query_one(TopLine).show(("Kantoor Lindekade B.V.", "Review", "Producten"), "14:02")
        await pilot.pause()
        assert shown(app)[0] == " Kantoor Li… › Review › Producten 14:02"
