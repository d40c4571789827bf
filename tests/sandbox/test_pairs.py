"""Several organisations of Time On behind one host, each with the administratie that fits it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import httpx
import pytest

from core.sandbox import Sandbox, build_sandbox
from tests.sandbox.conftest import AGENT, TODAY, Clock


def ask(sandbox: Sandbox) -> Callable[[str], httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=sandbox.apps()["timeon"])
    return lambda bearer: httpx.AsyncClient(
        transport=transport,
        base_url="http://timeon",
        headers={"User-Agent": AGENT, "Authorization": f"Bearer {bearer}"},
    )


async def test_a_key_opens_the_organisation_that_fits_its_administratie_and_no_other(clock: Clock) -> None:
    sandbox = build_sandbox(today=TODAY, now=clock, klanten=30, pairs=3)
    client = ask(sandbox)
    coupled = [one for one in sandbox.facts("", "", "")["administraties"] if one["timeon_key"]]
    names, ids = [], set()
    for one in coupled:
        async with client("") as stranger:
            query = {"grant_type": "apitoken", "token": one["timeon_key"]}
            token = (await stranger.post("/token", params=query)).json()["access_token"]
        async with client(token) as known:
            found = (await known.get("/api/organisation")).json()["resultObject"]
            names.append(found["name"])
            ids.add(found["organisationID"])
            assert (await known.post("/token/logout")).status_code == 200
            assert (await known.get("/api/organisation")).status_code == 401
    assert names == [one["naam"] for one in coupled]
    assert len(ids) == len(coupled) == 3


def test_no_id_of_a_pair_is_another_pairs(clock: Clock) -> None:
    administraties = build_sandbox(today=TODAY, now=clock, klanten=30, pairs=4).snelstart.administraties
    relaties = [set(one.tables["relaties"]) for one in administraties]
    assert sum(map(len, relaties)) == len(set().union(*relaties))


def test_pairs_and_a_file_do_not_go_together(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="--pairs"):
        build_sandbox(today=date(2026, 11, 24), pairs=2, state=tmp_path / "world.db")
