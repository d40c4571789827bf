from textual.app import App

from screens.widgets.columns import Column
from screens.widgets.source import Cell, ListSource
from screens.widgets.table import Table
from screens.widgets.tones import Tone
from tests.screens.pilot import shown

COLUMNS = (Column("naam", "Naam", 12, grow=1), Column("bedrag", "Bedrag", 10, right=True))


class Host(App):
    def __init__(self, source, **more):
        super().__init__()
        self.source, self.more, self.heard = source, more, []

    def compose(self):
        yield Table(COLUMNS, **self.more)

    def on_mount(self):
        self.table.show(self.source)
        self.table.focus()

    @property
    def table(self):
        return self.query_one(Table)

    def on_table_chosen(self, event):
        self.heard.append(("chosen", event.key))

    def on_table_marked(self, event):
        self.heard.append(("marked", event.key))


def people(*names):
    return ListSource(names, key=str, cells=lambda name: (name, Cell("1,00", Tone.GOOD)))


def run(app):
    return app.run_test(size=(40, 10))


async def test_the_cursor_shows_without_colour_and_amounts_stand_right():
    app = Host(people("Jansen", "Smit"))
    async with run(app) as pilot:
        await pilot.press("down")
        assert shown(app)[:3] == [
            "   Naam                           Bedrag",
            "   Jansen                           1,00",
            " ▸ Smit                             1,00",
        ]


async def test_enter_chooses_and_marks_nothing():
    app = Host(people("Jansen", "Smit"), markable=True)
    async with run(app) as pilot:
        await pilot.press("down", "enter")
        assert app.heard == [("chosen", "Smit")]
        assert not app.table.marks


async def test_space_marks_and_goes_on():
    app = Host(people("a", "b", "c"), markable=True)
    async with run(app) as pilot:
        await pilot.press("space", "space")
        assert app.table.picked == ["a", "b"]
        assert app.table.key == "c"
        assert shown(app)[1].startswith("✓  a")


async def test_space_marks_nothing_where_nothing_can_be_marked():
    app = Host(people("a", "b"))
    async with run(app) as pilot:
        await pilot.press("space")
        assert app.table.picked == ["a"]
        assert app.heard == []


async def test_a_range_and_all():
    app = Host(people("a", "b", "c", "d"), markable=True)
    async with run(app) as pilot:
        await pilot.press("shift+down", "shift+down")
        assert list(app.table.marks) == ["a", "b", "c"]
        await pilot.press("asterisk")
        assert not app.table.marks
        await pilot.press("asterisk")
        assert list(app.table.marks) == ["a", "b", "c", "d"]


async def test_sort_by_key_keeps_the_cursor_on_its_row():
    app = Host(people("b", "a"))
    async with run(app) as pilot:
        await pilot.press("greater_than_sign")
        assert (app.table.key, app.table.cursor) == ("b", 1)
        assert "Naam ↑" in shown(app)[0]
        await pilot.press("less_than_sign")
        assert (app.table.key, app.table.cursor) == ("b", 0)
        assert "Naam ↓" in shown(app)[0]


async def test_next_and_previous_hit_go_around():
    app = Host(ListSource("abcd", key=str, cells=lambda one: (one, ""), hit=lambda one: one in "bd"))
    async with run(app) as pilot:
        keys = []
        for key in ("n", "n", "n", "N"):
            await pilot.press(key)
            keys.append(app.table.key)
        assert keys == ["b", "d", "b", "d"]


async def test_the_cursor_keeps_its_key_when_rows_change_and_lost_marks_go():
    app = Host(people("a", "b", "c"), markable=True)
    async with run(app) as pilot:
        await pilot.press("space", "space")
        app.table.show(people("0", "b", "c"))
        await pilot.pause()
        assert app.table.key == "c"
        assert list(app.table.marks) == ["b"]


async def test_a_hundred_thousand_rows_are_walked_and_only_those_seen_are_drawn():
    drawn = []

    def cells(number):
        drawn.append(number)
        return (f"klant {number}", "")

    app = Host(ListSource(range(100_000), key=str, cells=cells))
    async with run(app) as pilot:
        await pilot.press("end")
        await pilot.pause()
        assert shown(app)[-1] == " ▸ klant 99999"
        await pilot.press("home", "pagedown")
        await pilot.pause()
        assert app.table.key == "9"
        assert len(set(drawn)) < 60


async def test_no_rows_say_what_to_do():
    app = Host(people(), empty="Nog niets: k koppelt.")
    async with run(app) as pilot:
        await pilot.press("down", "enter", "n", "pagedown")
        assert shown(app)[1] == "   Nog niets: k koppelt."
        assert app.table.key == ""


async def test_markup_and_escapes_in_data_are_shown_as_they_are():
    app = Host(people("[red]x[/]\x1b[31m"))
    async with run(app):
        assert shown(app)[1].startswith(" ▸ [red]x[/][31m")


async def test_a_click_goes_there_and_a_second_one_chooses():
    app = Host(people("a", "b"))
    async with run(app) as pilot:
        await pilot.click(Table, offset=(5, 2))
        assert app.table.key == "b"
        await pilot.click(Table, offset=(5, 2))
        assert app.heard == [("chosen", "b")]


async def test_digits_before_a_key_are_how_many_times():
    app = Host(people(*"abcdefghijklmnop"), markable=True)
    async with run(app) as pilot:
        await pilot.press("1", "2", "down")
        assert app.table.cursor == 12
        await pilot.press("3", "up", "up")
        assert app.table.cursor == 8
        await pilot.press("2", "space")
        assert app.table.picked == ["i", "j"]
        await pilot.press("5", "n")
        assert app.table.cursor == 15


async def test_a_count_is_used_up_by_a_key_that_takes_none():
    app = Host(people(*"abcdefgh"))
    async with run(app) as pilot:
        await pilot.press("5", "home", "down")
        assert app.table.cursor == 1


async def test_from_the_row_marked_last_to_here():
    app = Host(people(*"abcdef"), markable=True)
    async with run(app) as pilot:
        await pilot.press("space", "down", "down", "V")
        assert list(app.table.marks) == ["a", "b", "c", "d"]
        await pilot.press("asterisk", "end", "space", "home", "down", "V")
        assert sorted(app.table.marks) == ["b", "c", "d", "e", "f"]


async def test_a_column_that_is_hidden_gives_its_room():
    app = Host(people("a"))
    async with run(app) as pilot:
        app.table.hide(["bedrag"])
        await pilot.pause()
        assert shown(app)[0] == "   Naam"
        app.table.hide(["naam", "bedrag"])
        await pilot.pause()
        assert shown(app)[0] == "   Naam"


async def test_a_filter_stands_when_rows_are_shown_afresh():
    app = Host(people("ab", "b"))
    async with run(app):
        assert app.table.filter("naam:a") == ""
        assert app.table.filter("kleur:rood").startswith("Geen kolom kleur")
        app.table.show(people("ab", "b", "ac"))
        assert app.table.count == 2


async def test_what_is_below_the_last_row_has_the_ground_of_the_rows():
    app = Host(people("a"))
    async with run(app):
        lines = app.screen._compositor.render_strips()
        grounds = {str(segment.style.bgcolor) for segment in lines[-1] if segment.style}
        assert grounds == {str(app.table.rich_style.bgcolor)}
