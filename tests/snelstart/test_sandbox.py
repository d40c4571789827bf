"""The client against the sandbox: the same facts, written down twice."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from core.clock import system_clock
from core.config import Settings
from core.domain.partij import Partij, Side
from core.errors import KoppelsleutelError, RefusedError, SubscriptionKeyError
from core.http import Http
from core.sandbox import RunningSandbox, build_sandbox
from core.snelstart import SnelStart, odata, wire
from core.snelstart.relatie import merge_relatie, problems_relatie, to_relatie

BASE = "https://sandbox.test"
TODAY = date(2026, 10, 20)


def client(facts, apps=None, *, amounts_as_text=True, **keys):
    settings = Settings(
        snelstart_url=facts["snelstart_url"],
        snelstart_auth_url=facts["snelstart_auth_url"],
        timeon_url=facts["timeon_url"],
        timeout_seconds=10,
        amounts_as_text=amounts_as_text,
    )
    chosen = {
        "subscription_key": facts["subscription_key"],
        "koppelsleutel": facts["administraties"][0]["koppelsleutel"],
    } | keys
    return SnelStart(Http(settings, apps=apps), settings, system_clock, **chosen)


@pytest.fixture
def snelstart():
    sandbox = build_sandbox(today=TODAY)
    return client(sandbox.facts(BASE, BASE, BASE), {BASE: sandbox.apps()["snelstart"]})


async def every(snelstart, resource, **asked):
    return [raw async for page in snelstart.pages(resource, **asked) for raw in page]


async def nederland(snelstart):
    landen = [wire.record(raw) for raw in await every(snelstart, "landen")]
    return next(land["id"] for land in landen if land["landcode"] == "NL")


async def test_a_koppelsleutel_names_its_administratie():
    sandbox = build_sandbox(today=TODAY)
    facts, apps = sandbox.facts(BASE, BASE, BASE), {BASE: sandbox.apps()["snelstart"]}
    for expected in facts["administraties"]:
        found = await client(facts, apps, koppelsleutel=expected["koppelsleutel"]).administratie()
        assert (found.id, found.naam) == (expected["id"], expected["naam"])
        assert "orders:write" in found.scopes


async def test_wrong_keys_are_told_apart():
    sandbox = build_sandbox(today=TODAY)
    facts, apps = sandbox.facts(BASE, BASE, BASE), {BASE: sandbox.apps()["snelstart"]}
    with pytest.raises(KoppelsleutelError):
        await client(facts, apps, koppelsleutel="bm9wZTpub3Bl").administratie()
    with pytest.raises(SubscriptionKeyError):
        await client(facts, apps, subscription_key="0" * 32).administratie()


@pytest.mark.parametrize(
    ("resource", "read"),
    [
        ("relaties", wire.relatie_to_partij),
        ("artikelen", wire.artikel),
        ("artikelomzetgroepen", wire.productgroep),
        ("btwtarieven", wire.btw_tarief),
        ("landen", wire.record),
        ("verkoopordersjablonen", wire.record),
    ],
)
async def test_every_record_can_be_read(snelstart, resource, read):
    raws = await every(snelstart, resource)
    assert len(set(raws)) == len(raws) > 0
    for raw in raws:
        read(raw)


async def test_pages_of_any_size_hold_the_same_relaties(snelstart):
    whole = await every(snelstart, "relaties")
    assert sorted(await every(snelstart, "relaties", page=7)) == sorted(whole)
    assert await every(snelstart, "relaties", skip=len(whole)) == []


async def test_a_filter_is_understood_and_an_unknown_one_refused(snelstart):
    partijen = [wire.relatie_to_partij(raw) for raw in await every(snelstart, "relaties", filter=odata.KLANTEN)]
    assert all("Klant" in partij.soorten for partij in partijen)
    one = partijen[0]
    condition = f"Naam eq {odata.quote(one.naam)}"
    assert one.id in {wire.relatie_to_partij(raw).id for raw in await every(snelstart, "relaties", filter=condition)}
    assert len(await every(snelstart, "relaties", filter=f"Id eq {odata.guid(one.id)}")) == 1
    with pytest.raises(RefusedError):
        await every(snelstart, "relaties", filter="Onzin eq 1")


async def test_klanten_are_counted_as_they_are(snelstart):
    partijen = [wire.relatie_to_partij(raw) for raw in await every(snelstart, "relaties")]
    assert await snelstart.count_klanten() == sum(partij.takes_part for partij in partijen)


async def test_a_klant_is_made_read_changed_and_removed(snelstart):
    klant = Partij(
        Side.TIMEON, "7", "O'Zilver & Zn", btw="NL001234567B29", straat="Kade 1", postcode="1234 AB", plaats="Ede"
    )
    body = to_relatie(klant, relatiecode=77_001, land_id=await nederland(snelstart))
    assert problems_relatie(body, landcode="NL") == ()
    made = await snelstart.create("relaties", body)
    read = wire.record(await snelstart.read("relaties", made["id"]))
    partij = wire.relatie_to_partij(await snelstart.read("relaties", made["id"]))
    assert partij == replace(klant, side=Side.SNELSTART, id=made["id"], nummer="77001", soorten=frozenset({"Klant"}))
    await snelstart.update(
        "relaties", made["id"], merge_relatie(read, {"telefoon": "085 1", "kredietLimiet": Decimal("0.10")})
    )
    after = wire.record(await snelstart.read("relaties", made["id"]))
    changed = {name for name in read if after.get(name) != read[name]} - {"modifiedOn", "fax"}
    assert changed == {"telefoon", "kredietLimiet"}
    assert after["kredietLimiet"] == Decimal("0.10")
    with pytest.raises(RefusedError) as caught:
        await snelstart.create("relaties", body)
    assert caught.value.codes == ("REL-0008",)
    await snelstart.delete("relaties", made["id"])
    assert await snelstart.read("relaties", made["id"]) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"naam": "N" * 51},
        {"naam": ""},
        {"telefoon": "0" * 26},
        {"email": "geen adres"},
        {"btwNummer": "NL123456789B90"},
        {"btwNummer": "NL.1"},
        {"vestigingsAdres": {"straat": "Kade 1"}},
    ],
)
async def test_what_we_name_beforehand_the_other_side_refuses(snelstart, changes):
    body = {"relatiesoort": ["Klant"], "naam": "Zilver"} | changes
    assert problems_relatie(body)
    with pytest.raises(RefusedError):
        await snelstart.create("relaties", body)


@pytest.mark.parametrize("as_text", [True, False])
async def test_an_order_keeps_its_cents_in_both_notations(as_text):
    sandbox = build_sandbox(today=TODAY)
    apps = {BASE: sandbox.apps()["snelstart"]}
    snelstart = client(sandbox.facts(BASE, BASE, BASE), apps, amounts_as_text=as_text)
    partijen = [wire.relatie_to_partij(raw) for raw in await every(snelstart, "relaties")]
    artikel = wire.artikel((await every(snelstart, "artikelen"))[0])
    made = await snelstart.create(
        "verkooporders",
        {
            "relatie": {"id": next(partij.id for partij in partijen if partij.takes_part)},
            "datum": TODAY,
            "verkooporderBtwIngaveModel": "Exclusief",
            "orderreferentie": "KB0123456789AB",
            "regels": [{"artikel": {"id": artikel.id}, "aantal": Decimal("0.33"), "stuksprijs": Decimal("95.00")}],
        },
    )
    assert made["totaalExclusiefBtw"] == Decimal("31.35")
    condition = odata.starts_with("Orderreferentie", "KB")
    (found,) = await every(snelstart, "verkooporders", filter=condition)
    assert wire.record(found)["id"] == made["id"]


async def test_over_a_socket_the_clocks_are_compared():
    with RunningSandbox(build_sandbox(today=TODAY)) as facts:
        snelstart = client(facts)
        await snelstart.administratie()
        assert abs(snelstart.clock_skew().total_seconds()) < 60
        await snelstart._http.aclose()
