"""Tijdlijn: event by event, a moment, what was known then, the difference of two; and of one record."""

from contextlib import closing

from core.clock import from_iso
from core.store import journal
from core.store.database import connect
from core.store.kept_journals import journal_file
from core.store.schema_register import REGISTER
from screens.widgets.details import Details
from tests.screens.coupled import at, lose_answers, text_of
from tests.screens.pilot import press, shown


async def pushed(coupled):
    """A declaratie whose answer was lost, and found again by a second push; answers it."""
    concept = await coupled.concept()
    end = lose_answers(coupled)
    await coupled.opened.declaraties.push(concept.id)
    end()
    await coupled.opened.declaraties.push(concept.id)
    return await coupled.opened.declaraties.get(concept.id)


async def test_it_begins_at_the_end_and_goes_back_to_what_asks_for_attention(coupled):
    one = await pushed(coupled)
    async with at(coupled, "tijdlijn") as pilot:
        screen = pilot.app.screen
        assert screen.place == len(screen.timeline) - 1
        assert f"gebeurtenis {len(screen.timeline)} van" in shown(pilot.app)[0]
        assert "●" in shown(pilot.app)[1]
        await press(pilot, "left")
        event = screen.timeline.events[screen.place]
        assert (event.type, event.subject) == ("push.onbekend", f"declaratie:{one.id}")
        details = screen.query_one(Details).text
        assert "onbekend of hij aankwam" in details
        assert "toen bekend" in details
        await press(pilot, *["right"] * 3)
        assert "Verder vraagt er niets aandacht." in shown(pilot.app)[-2]


async def test_what_was_known_stands_beside_what_is_known_now(coupled):
    one = await pushed(coupled)
    async with at(coupled, "tijdlijn", size=(160, 50)) as pilot:
        await press(pilot, "left", "w")
        screen = pilot.app.screen
        order = screen.facts[f"declaratie:{one.id}\torder"]
        assert (order.old, order.new) == ("unknown", "order")
        assert screen.table.source.key(0).startswith(f"declaratie:{one.id}\t")
        assert "onbekend of hij aankwam" in text_of(pilot)
        await press(pilot, "escape")
        assert screen.front == "events"
        assert pilot.app.screen is screen


async def test_two_moments_are_compared(coupled):
    one = await pushed(coupled)
    async with at(coupled, "tijdlijn") as pilot:
        await press(pilot, "left", "d")
        assert "Eerste moment" in shown(pilot.app)[-2]
        await press(pilot, "end", "d")
        screen = pilot.app.screen
        assert screen.front == "difference"
        assert {fact.subject for fact in screen.facts.values()} >= {f"declaratie:{one.id}"}
        assert all(fact.old != fact.new for fact in screen.facts.values())


async def test_a_moment_is_gone_to_by_its_clock(coupled):
    await pushed(coupled)
    async with at(coupled, "tijdlijn") as pilot:
        screen = pilot.app.screen
        middle = from_iso(screen.timeline.events[len(screen.timeline) // 2].at).astimezone()
        await press(pilot, "m", *f"{middle:%H:%M:%S}", "enter")
        assert screen.place == max(screen.timeline.place_at(middle.replace(microsecond=0)), 0)
        await press(pilot, "m", *"00:00", "enter")
        assert screen.place == 0
        await press(pilot, "m", *"gisteren", "enter")
        assert "is geen moment" in text_of(pilot)


async def test_calls_are_shown_on_request_and_one_stays_where_one_is(coupled):
    async with at(coupled, "tijdlijn") as pilot:
        screen = pilot.app.screen
        place, before = screen.place, screen.table.count
        await press(pilot, "a")
        assert screen.table.count == len(screen.timeline) > before
        assert screen.place == place


async def test_a_record_is_everything_that_touched_it_and_leads_back(coupled):
    one = await pushed(coupled)
    async with at(coupled, "tijdlijn") as pilot:
        await press(pilot, "left", "r")
        screen = pilot.app.screen
        assert (screen.SCREEN, screen.subject) == ("record", f"declaratie:{one.id}")
        assert one.nummer in shown(pilot.app)[0]
        assert {"push.onbekend", "push.overgenomen", "declaratie.gemaakt"} <= {e.type for e in screen.entries.values()}
        await press(pilot, "v")
        assert "geen record bewaard" in shown(pilot.app)[-2]
        await press(pilot, "d")
        assert pilot.app.screen.SCREEN == "declaratie"
        await press(pilot, "b", "h")
        assert pilot.app.screen.SCREEN == "tijdlijn"


async def test_the_record_of_before_a_write_beside_the_record_of_now(coupled):
    opened = coupled.opened
    row = next(one for one in await opened.klanten() if one.timeon and one.snelstart)
    customers = coupled.world.sandbox.timeon.customers
    customers[int(row.timeon.id)] = {**customers[int(row.timeon.id)], "phoneNumber": "010-7654321"}
    await opened.sync()
    async with at(coupled, "record", f"klant:{row.timeon.id}", size=(160, 50)) as pilot:
        screen = pilot.app.screen
        written = next(key for key, entry in screen.entries.items() if entry.type == "sync.wijziging.written")
        screen.table.go_key(written)
        await press(pilot, "v")
        assert screen.front == "before"
        assert screen.fields["telefoon"].now == "010-7654321"
        assert screen.table.source.key(0) in {one.field for one in screen.fields.values() if one.changed}
        await press(pilot, "escape")
        assert screen.front == "entries"
        assert "SnelStart" in text_of(pilot)


async def test_the_journal_of_the_home_has_a_timeline_too(coupled):
    async with at(coupled, "tijdlijn", "home") as pilot:
        assert "ingelogd" in text_of(pilot)
        await press(pilot, "i")
        assert "niet van een koppeling" in shown(pilot.app)[-2]


async def test_the_list_of_klanten_leads_to_the_timeline_of_one(coupled):
    async with at(coupled, "klanten") as pilot:
        known = pilot.app.screen.klanten
        pilot.app.screen.table.go_key(next(key.text for key in known.keys if key.timeon_id and key.snelstart_id))
        await press(pilot, "h")
        screen = pilot.app.screen
        assert (screen.SCREEN, screen.subject.partition(":")[0]) == ("record", "klant")
        assert screen.entries


async def test_the_journal_that_a_home_brought_along_is_one_key_away(coupled):
    path = journal_file(coupled.service.paths, "home@3f2a")
    path.parent.mkdir(mode=0o700)
    with closing(connect(path, REGISTER)) as db:
        journal.append(db, "2026-11-24T09:14:00.000000+00:00", "backup.gemaakt", "journal", {})
    async with at(coupled, "tijdlijn", "home") as pilot:
        own = len(pilot.app.screen.timeline)
        await press(pilot, "v")
        assert len(pilot.app.screen.timeline) == 1
        assert "home@3f2a" in shown(pilot.app)[0]
        assert "back-up gemaakt" in text_of(pilot)
        await press(pilot, "v")
        assert len(pilot.app.screen.timeline) == own


async def test_without_a_journal_beside_its_own_it_says_so(coupled):
    async with at(coupled, "tijdlijn", "home") as pilot:
        await press(pilot, "v")
        assert "geen ander verslag" in text_of(pilot)
