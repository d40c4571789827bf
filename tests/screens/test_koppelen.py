import json

import pytest

from core.domain.koppeling import KoppelingState, Step
from screens.koppelen.qr import qr_lines
from screens.widgets.dialogs import ErrorDialog, PasteDialog
from tests.screens.pilot import press, settle, shown
from tui.app import Koppelbord


@pytest.fixture
async def app(world):
    return Koppelbord(world.service)


def text_of(app):
    return "\n".join(shown(app))


def key_of(world, number=0):
    return world.sandbox.facts("", "", "")["administraties"][number]["koppelsleutel"]


async def paste(pilot, text):
    await press(pilot, "p")
    assert isinstance(pilot.app.screen, PasteDialog)
    pilot.app.focused.value = text
    await press(pilot, "enter")


async def test_login_on_the_page_choose_koppel_read_and_review(app, world):
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "k")
        assert "▸ Login bij SnelStart" in shown(app)[1]
        assert "Een enkele administratie koppelen" in text_of(app)
        await press(pilot, "enter", "k")
        assert app.screen.SCREEN == "koppelen.administratie"
        assert "● vrij" in text_of(app)
        assert "KvK" in text_of(app)
        await press(pilot, "enter")
        assert app.screen.SCREEN == "koppelen.koppel"
        assert await world.service.koppelingen() == []
        await press(pilot, "k")
        assert app.screen.SCREEN == "review"
        found = (await world.service.koppelingen())[0].koppeling
        assert (found.step, found.state) == (Step.REVIEW, KoppelingState.REVIEW)


async def test_koppel_on_the_page_needs_a_choice_first(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "k", "k")
        assert app.screen.SCREEN == "koppelen.login"
        assert "Kies eerst een administratie met enter." in shown(app)[-2]


async def test_a_pasted_key_is_dots_and_never_on_screen(app, world):
    secret = key_of(world)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "k", "p")
        app.focused.value = secret
        await pilot.pause()
        assert secret[:8] not in text_of(app)
        await press(pilot, "enter")
        assert app.screen.SCREEN == "koppelen.administratie"
        assert secret[:8] not in text_of(app)


async def test_a_wrong_key_is_told_and_can_be_tried_again(app, world):
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "k")
        await paste(pilot, "geen-sleutel")
        assert isinstance(app.screen, ErrorDialog)
        assert "SnelStart weigert de koppelsleutel." in text_of(app)
        await press(pilot, "b")
        await paste(pilot, key_of(world))
        assert app.screen.SCREEN == "koppelen.administratie"


async def test_a_second_key_adds_its_administratie(app, world):
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "k")
        await paste(pilot, key_of(world))
        await press(pilot, "a")
        app.focused.value = key_of(world, 1)
        await press(pilot, "enter")
        assert app.screen.table.count == 2
        assert "Sleutels geldig: 2 administraties gevonden." in shown(app)[-2]


async def test_leaving_and_coming_back_goes_on_where_it_was(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "k", "enter", "k", "b")
        assert app.screen.SCREEN == "koppelingen"
        await press(pilot, "k")
        assert app.screen.SCREEN == "koppelen.administratie"
        await press(pilot, "enter", "b", "k")
        assert app.screen.SCREEN == "koppelen.koppel"
        await press(pilot, "k", "b", "enter")
        assert app.screen.SCREEN == "review"


async def test_an_administratie_that_is_taken_is_refused_clearly(app, world, monkeypatch):
    from core.domain.koppeling import Koppeling
    from core.store import register

    taken = Koppeling(
        "ander", "t-ander", "Ander Kantoor", world.administratie_id, "Lindekade", KoppelingState.ACTIEF, Step.KLAAR,
        world.service.clock(),
    )  # fmt: skip
    await world.service._files.register.write(lambda db: register.save(db, taken))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "k")
        await paste(pilot, key_of(world))
        assert "– al gekoppeld (Ander Ka" in text_of(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, ErrorDialog)
        assert "Al gekoppeld: één Time On-administratie" in text_of(app)


async def test_a_refused_time_on_key_says_so_and_a_new_one_can_be_pasted(app, world, monkeypatch):
    good = world.service.credentials.timeon_key()
    monkeypatch.setattr(world.service.credentials, "timeon_keys", lambda: ["fout"])
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "k")
        assert "Time On weigert de API-sleutel." in text_of(app)
        await press(pilot, "b", "t")
        app.focused.value = good
        await press(pilot, "enter")
        assert app.screen.SCREEN == "koppelen.login"


async def test_a_coupled_administration_is_not_coupled_again(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "k", "enter", "k", "enter", "k", "p", "S", "f", "f", "b", "k")
        assert app.screen.SCREEN == "koppelen"
        assert "is al gekoppeld aan" in text_of(app)
        assert "t Time On-sleutel plakken" in shown(app)[-1]


def test_a_qr_code_fits_on_80_by_24_and_reads_back():
    link = f"https://web.snelstart.nl/couplings/activate/koppelbord?referenceKey={'r' * 32}"
    lines = qr_lines(link)
    assert len(lines) <= 22
    assert {len(line) for line in lines} == {len(lines[0])}
    assert json.dumps("".join(lines), ensure_ascii=False).strip('"').strip(" ▀▄█") == ""


async def test_with_a_partner_name_the_link_can_be_opened_copied_and_scanned(world, monkeypatch):
    monkeypatch.delenv("TMUX", raising=False)
    link = "https://web.snelstart.nl/couplings/activate/koppelbord?referenceKey=" + "Ab-_" * 8
    koppelen = world.service.koppelen()
    koppelen._app = "koppelbord"
    koppelen._activations.make = lambda: "Ab-_" * 8
    monkeypatch.setattr(world.service, "koppelen", lambda: koppelen)
    app = Koppelbord(world.service)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "k")
        whole = "".join(line.strip() for line in shown(app))
        assert link in whole
        assert "wachten op koppelsleutel" in text_of(app)
        drawn = "".join(strip.render(app.console) for strip in app.screen._compositor.render_strips())
        assert f";{link}\x1b\\" in drawn
        await press(pilot, "c")
        assert "Link gekopieerd: op het klembord van de terminal." in shown(app)[-2]
        await press(pilot, "v")
        assert "█" in text_of(app)
        await press(pilot, "b")
        assert app.screen.SCREEN == "koppelen.login"


async def test_a_key_that_was_posted_brings_the_waiting_screen_on(world, monkeypatch):
    koppelen = world.service.koppelen()
    koppelen._app = "koppelbord"
    koppelen._activations.make = lambda: "ref"
    monkeypatch.setattr(world.service, "koppelen", lambda: koppelen)
    monkeypatch.setattr("screens.koppelen.login.LOOK_SECONDS", 3600)
    app = Koppelbord(world.service)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "k")
        waiting = app.screen
        assert waiting.SCREEN == "koppelen.login"
        waiting.look()
        await settle(pilot)
        assert app.screen is waiting
        body = {"KoppelSleutel": key_of(world), "ActionType": "Create", "ReferenceKey": "ref"}
        webhook = world.service.webhook(allow_file=False, tell=[].append)
        monkeypatch.setattr("core.service.webhook.MEMORY", "")
        assert await webhook.receive(json.dumps(body).encode()) == 204
        assert await webhook.settle() == 1
        waiting.look()
        await settle(pilot)
        assert app.screen.SCREEN == "koppelen.administratie"
        assert app.screen.table.count == 1


async def test_a_file_holds_the_key_only_after_a_yes(home, monkeypatch):
    import core.service
    from tui.cli.demo_world import demo_world

    real = core.service.bootstrap

    def keeping(*, environment, flags, apps, memory_only):
        environment = environment | {
            "KOPPELBORD_HOME": str(home),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        }
        return real(environment=environment, flags=flags, apps=apps)

    monkeypatch.setattr(core.service, "bootstrap", keeping)
    with demo_world(1, 140, "nl") as world:
        async with world.service:
            app = Koppelbord(world.service)
            secrets = world.service.paths.secrets
            async with app.run_test(size=(80, 24)) as pilot:
                await settle(pilot)
                await press(pilot, "k", "enter", "k", "enter", "k")
                assert "Waar mag de sleutel blijven?" in text_of(app)
                await press(pilot, "n")
                assert app.screen.SCREEN == "koppelen.koppel"
                assert not secrets.exists()
                await press(pilot, "k", "j")
                assert app.screen.SCREEN == "review"
                assert secrets.stat().st_mode & 0o777 == 0o600


async def test_a_key_that_is_kept_already_is_not_asked_about(world, monkeypatch):
    async def asked(_screen):
        raise AssertionError

    monkeypatch.setattr("screens.koppelen.koppel.may_use_file", asked)
    world.service.credentials.store(f"koppelsleutel:{world.administratie_id}", key_of(world))
    app = Koppelbord(world.service)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "k")
        assert app.screen.SCREEN == "koppelen.administratie"
        await press(pilot, "enter", "k")
        assert app.screen.SCREEN == "review"


async def to_koppel(pilot):
    await settle(pilot)
    await press(pilot, "k", "enter", "k", "enter")
    assert pilot.app.screen.SCREEN == "koppelen.koppel"
    return pilot.app.screen.walk.koppelen


async def test_reading_that_fails_is_told_and_done_again_by_key(app, monkeypatch):
    from core.errors import UnreachableError

    async with app.run_test(size=(80, 24)) as pilot:
        koppelen = await to_koppel(pilot)
        real = koppelen.read

        async def down(koppeling, progress):
            raise UnreachableError("SnelStart antwoordde niet.")

        monkeypatch.setattr(koppelen, "read", down)
        await press(pilot, "k")
        assert "SnelStart antwoordde niet." in text_of(app)
        await press(pilot, "b")
        assert app.screen.SCREEN == "koppelen.lezen"
        monkeypatch.setattr(koppelen, "read", real)
        await press(pilot, "o")
        assert app.screen.SCREEN == "review"


async def test_reading_shows_a_line_a_kind_and_can_be_left(app, world, monkeypatch):
    import asyncio

    from core.domain.koppeling import Progress

    async with app.run_test(size=(80, 24)) as pilot:
        koppelen = await to_koppel(pilot)
        real, going = koppelen.read, asyncio.Event()

        async def slow(koppeling, progress):
            progress(Progress("klanten", 153, 153))
            progress(Progress("producten", 25, None))
            going.set()
            await asyncio.Event().wait()

        monkeypatch.setattr(koppelen, "read", slow)
        await pilot.press("k")
        await going.wait()
        await pilot.pause()
        lines = [line.split() for line in shown(app)]
        assert ["●", "klanten", "153"] in lines
        assert ["◐", "producten", "25"] in lines
        await press(pilot, "b")
        assert app.screen.SCREEN == "koppelingen"
        monkeypatch.setattr(koppelen, "read", real)
        await press(pilot, "enter")
        assert app.screen.SCREEN == "review"
