"""The receiver: kept at once, believed only when the key names the administratie; through restarts and outages."""

import asyncio
import json
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from core.domain.activation import MOST_TRIES_OF_A_DELETE, Activation, digest_of, matching
from core.domain.koppeling import KoppelingState, Step
from core.domain.match import Mode
from core.errors import CredentialsError, MissingError
from core.service import Service, bootstrap
from core.service.webhook import FAILED, KEPT, MALFORMED, UNKNOWN, Webhook
from core.store import activations, journal
from tests.conftest import World
from tests.postgres.dump import everything

APP = {"SNELSTART_APP": "koppelbord", "SNELSTART_KOPPELSLEUTEL": ""}


def lasting(world: World, **changes: str) -> Service:
    """A service whose keys may live in the file, as the receiver and the screen each have one."""
    environment = world.environment | {f"KOPPELBORD_{name}": value for name, value in (APP | changes).items()}
    return bootstrap(environment=environment, apps=world.apps, clock=world.clock)


def receiver(service: Service, *, allow_file: bool = True) -> Webhook:
    return service.webhook(allow_file=allow_file, tell=[].append)


def message(action: str, key: str, reference: str) -> bytes:
    return json.dumps({"KoppelSleutel": key, "ActionType": action, "ReferenceKey": reference}).encode()


def key_of(world: World, number: int = 0) -> str:
    found = world.sandbox.facts("", "", "")["administraties"][number]["koppelsleutel"]
    assert found
    return found


async def linked(service: Service) -> tuple[str, object]:
    """A reference, and the walk that waits for its key."""
    koppelen = service.koppelen()
    begun = await koppelen.begin()
    link = await koppelen.activation_link(begun)
    assert link == await koppelen.activation_link(begun)
    (reference,) = parse_qs(urlsplit(link).query)["referenceKey"]
    return reference, (koppelen, begun)


async def proven(service: Service, key: str) -> tuple[str, Webhook]:
    """A reference whose key came and was believed, and the receiver that did."""
    reference, _ = await linked(service)
    webhook = receiver(service)
    await webhook.receive(message("Create", key, reference))
    assert await webhook.settle() == 1
    return reference, webhook


async def standing(service: Service) -> list[Activation]:
    return await service.register.read(activations.living)


async def test_a_posted_key_is_proven_and_the_waiting_walk_picks_it_up_in_another_process(world: World) -> None:
    async with lasting(world) as screen, lasting(world) as server:
        reference, (koppelen, begun) = await linked(screen)
        webhook = receiver(server)
        assert await koppelen.arrived(begun) == []
        assert await webhook.receive(message("Create", key_of(world), reference)) == KEPT
        assert await koppelen.arrived(begun) == [], "a message alone is believed by nobody"
        assert await webhook.settle() == 1
        (found,) = await koppelen.arrived(begun)
        assert found.id == world.administratie
        chosen = await koppelen.choose(begun, found.id)
        confirmed, kept = await koppelen.confirm(chosen)
        assert (confirmed.step, kept) == (Step.LEZEN, "")
        assert (await koppelen.read(confirmed)).step is Step.REVIEW


async def test_by_command_the_posted_key_is_enough(world: World) -> None:
    async with lasting(world) as service:
        await proven(service, key_of(world))
    async with lasting(world) as service:
        added = await service.koppelen().walk(Mode.SAFE, start=True)
    assert added.koppeling.state is KoppelingState.ACTIEF


async def test_only_the_hash_of_a_reference_is_kept_and_no_key(world: World, tmp_path) -> None:
    async with lasting(world) as service:
        reference, _ = await linked(service)
        await receiver(service).receive(message("Create", key_of(world), reference))
        kept = (await standing(service))[0]
        assert kept.digest == digest_of(reference)
    office = world.environment.get("KOPPELBORD_DATABASE")
    files = sorted((tmp_path / "home").rglob("*.db*"))
    data = everything(office) if office else b"".join(path.read_bytes() for path in files)
    assert digest_of(reference).encode() in data
    assert reference.encode() not in data
    assert key_of(world).encode() not in data


async def test_references_are_long_and_never_the_same(world: World) -> None:
    async with lasting(world) as service:
        found = {(await linked(service))[0] for _ in range(5)}
    assert len(found) == 5
    assert min(map(len, found)) >= 32


def test_every_reference_is_compared_also_after_a_hit(monkeypatch: pytest.MonkeyPatch, clock) -> None:
    import hmac

    seen = []
    same = hmac.compare_digest
    monkeypatch.setattr(hmac, "compare_digest", lambda a, b: seen.append(a) or same(a, b))
    living = [Activation(digest_of(f"ref-{n}"), "t", clock()) for n in range(20)]
    assert matching("ref-3", living) == living[3]
    assert len(seen) == 20
    assert matching("ref-\ud800", living) is None


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (message("Create", "sleutel", "nobody's"), UNKNOWN),
        (b"{}", MALFORMED),
        (b"[" * 9000, MALFORMED),
        (b"x" * 50_000, MALFORMED),
    ],
)
async def test_what_is_nobodys_changes_nothing(world: World, body, status) -> None:
    async with lasting(world) as service:
        await linked(service)
        before = await standing(service)
        assert await receiver(service).receive(body) == status
        assert await standing(service) == before
        assert await receiver(service).settle() == 0


async def test_a_key_that_mints_nothing_is_forgotten(world: World) -> None:
    async with lasting(world) as service:
        reference, (koppelen, begun) = await linked(service)
        webhook = receiver(service)
        await webhook.receive(message("Create", "bm9ib2R5OmhlcmU=", reference))
        assert await webhook.settle() == 1
        assert await koppelen.arrived(begun) == []
        assert not service.paths.secrets.exists(), "the file goes with its last key"
        (kept,) = await standing(service)
        assert (kept.told, kept.outcome) == (None, "geweigerd")


async def test_while_snelstart_is_down_the_key_waits_also_through_a_restart(world: World) -> None:
    world.sandbox.use_faults(json.dumps([{"fault": "answer", "service": "snelstart", "status": 500}]))
    async with lasting(world) as service:
        reference, _ = await linked(service)
        webhook = receiver(service)
        assert await webhook.receive(message("Create", key_of(world), reference)) == KEPT
        assert await webhook.settle() == 0
        (kept,) = await standing(service)
        assert (kept.told, kept.tries) == ("Create", 1)
        assert await webhook.settle() == 0, "not at once again"
        assert (await standing(service))[0].tries == 1
    world.sandbox.use_faults("[]")
    world.clock.tick(seconds=6)
    async with lasting(world) as service:
        assert await receiver(service).settle() == 1
        assert (await standing(service))[0].snelstart_id == world.administratie


async def test_regenerate_posts_to_the_same_reference_and_replaces_the_key(world: World) -> None:
    old = key_of(world)
    async with lasting(world) as service:
        reference, webhook = await proven(service, old)
        await service.koppelen().walk(Mode.SAFE, start=True)
    new = await world.sandbox.couplings.regenerate(world.sandbox.snelstart, old)
    async with lasting(world) as service, lasting(world) as server:
        opened = await service.open()
        webhook = receiver(server)
        assert await webhook.receive(message("Regenerate", new, reference)) == KEPT
        assert await webhook.settle() == 1
        assert service.credentials.kept(f"koppelsleutel:{world.administratie}") == [new]
        assert (await opened.snelstart.administratie()).id == world.administratie


async def test_a_run_that_watches_takes_the_new_key_without_a_restart(world: World) -> None:
    old = key_of(world)
    async with lasting(world) as service:
        reference, webhook = await proven(service, old)
        await service.koppelen().walk(Mode.SAFE, start=True)
    async with lasting(world) as watching, lasting(world) as server:
        opened = await watching.open()
        assert (await opened.sync())[0].refused == 0
        new = await world.sandbox.couplings.regenerate(world.sandbox.snelstart, old)
        world.clock.tick(hours=2)
        webhook = receiver(server)
        await webhook.receive(message("Regenerate", new, reference))
        await webhook.settle()
        assert (await opened.sync())[0].refused == 0


async def test_a_key_for_another_administratie_does_not_replace_the_one_in_use(world: World) -> None:
    async with lasting(world) as service:
        reference, webhook = await proven(service, key_of(world))
        await service.koppelen().walk(Mode.SAFE, start=True)
        other = world.facts["administraties"][1]["id"]
        await webhook.receive(message("Regenerate", key_of(world, 1), reference))
        assert await webhook.settle() == 1
        assert (await standing(service))[0].outcome == "andere"
        assert service.credentials.kept(f"koppelsleutel:{other}") == []
        assert service.credentials.kept(f"koppelsleutel:{world.administratie}") == [key_of(world)]


async def test_delete_is_believed_when_the_key_is_refused_and_ends_the_reference(world: World) -> None:
    key = key_of(world)
    async with lasting(world) as service:
        reference, webhook = await proven(service, key)
        assert await webhook.receive(message("Delete", key, reference)) == KEPT
        assert await webhook.settle() == 0, "the key still works"
        assert service.credentials.kept(f"koppelsleutel:{world.administratie}") == [key]
        await world.sandbox.couplings.delete(world.sandbox.snelstart, key)
        world.clock.tick(hours=1)
        assert await webhook.settle() == 1
        assert service.credentials.kept(f"koppelsleutel:{world.administratie}") == []
        assert await webhook.receive(message("Regenerate", key, reference)) == UNKNOWN


async def test_a_delete_that_is_not_true_is_given_up_and_the_key_stays(world: World) -> None:
    key = key_of(world)
    async with lasting(world) as service:
        reference, webhook = await proven(service, key)
        await webhook.receive(message("Delete", key, reference))
        ended = 0
        for _ in range(MOST_TRIES_OF_A_DELETE + 1):
            ended += await webhook.settle()
            world.clock.tick(minutes=20)
        assert ended == 1
        assert (await standing(service))[0].outcome == "werkt nog"
        assert service.credentials.kept(f"koppelsleutel:{world.administratie}") == [key]


async def test_a_newer_message_wins_from_the_one_that_is_looked_into(world: World) -> None:
    async with lasting(world) as service:
        reference, _ = await linked(service)
        webhook = receiver(service)
        await webhook.receive(message("Create", "bm9ib2R5OmhlcmU=", reference))
        (stale,) = await webhook._activations.due()
        world.clock.tick(seconds=1)
        await webhook.receive(message("Create", key_of(world), reference))
        assert not await webhook._look_into(stale)
        assert await webhook.settle() == 1
        assert (await standing(service))[0].snelstart_id == world.administratie


async def test_after_ontkoppelen_nothing_that_comes_counts(world: World) -> None:
    key = key_of(world)
    async with lasting(world) as service:
        reference, webhook = await proven(service, key)
        added = await service.koppelen().walk(Mode.SAFE, start=True)
        await service.koppelen().disconnect(added.koppeling)
        assert await webhook.receive(message("Regenerate", key, reference)) == UNKNOWN
        assert service.credentials.kept(f"koppelsleutel:{world.administratie}") == []


async def test_everything_is_in_the_journal_and_no_key(world: World) -> None:
    async with lasting(world) as service:
        reference, _ = await proven(service, key_of(world))
        events = await service.register.read(lambda db: list(journal.events(db)))
        assert (await service.register.read(journal.verify)).ok
    told = [event.type for event in events if event.type.startswith("activering.")]
    assert told == ["activering.gevraagd", "activering.bericht", "activering.afgehandeld"]
    assert key_of(world) not in str(events)
    assert reference not in str(events)


async def test_without_a_place_that_lasts_or_a_subscription_key_it_does_not_begin(world: World) -> None:
    async with lasting(world) as service:
        with pytest.raises(CredentialsError, match="--file"):
            receiver(service, allow_file=False).check()
        receiver(service).check()
    async with lasting(world, SNELSTART_SUBSCRIPTION_KEY="") as service:
        with pytest.raises(MissingError):
            receiver(service).check()


async def test_a_key_that_can_not_be_kept_is_not_called_delivered(world: World, monkeypatch) -> None:
    async with lasting(world) as service:
        reference, _ = await linked(service)
        told: list[object] = []
        webhook = service.webhook(allow_file=False, tell=told.append)
        assert await webhook.receive(message("Create", key_of(world), reference)) == FAILED
        assert len(told) == 1
        assert (await standing(service))[0].told is None
        assert key_of(world) not in str(told[0])


async def test_it_settles_what_is_heard_and_runs_until_it_is_stopped(world: World, monkeypatch) -> None:
    async with lasting(world) as service:
        reference, _ = await linked(service)
        webhook, stop = receiver(service), asyncio.Event()
        look_into = webhook._look_into

        async def seen(one: Activation) -> bool:
            stop.set()
            return await look_into(one)

        monkeypatch.setattr(webhook, "_look_into", seen)
        running = asyncio.create_task(webhook.run(stop))
        await webhook.receive(message("Create", key_of(world), reference))
        await asyncio.wait_for(running, 60)
        assert (await standing(service))[0].snelstart_id == world.administratie


def test_an_activation_does_not_show_its_reference(clock) -> None:
    one = Activation(digest_of("ref"), "t", clock())
    assert one.digest not in repr(replace(one, tries=3))
