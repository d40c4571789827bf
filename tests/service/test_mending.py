"""At the source, to the end: who follows the list in SnelStart or in Time On and reads again has no double klant left."""

import httpx
import pytest

from core.domain.match import Mode
from core.domain.partij import Side
from core.service.review import mended
from tests.conftest import World

CONTROL = "https://control.demo"
_FIELDS = {
    Side.SNELSTART: {"naam": "naam", "nummer": "relatiecode"},
    Side.TIMEON: {"naam": "name", "nummer": "customerNumber"},
}


@pytest.mark.parametrize("side", list(Side))
async def test_the_list_followed_in_the_sandbox_brings_the_doubles_to_zero(world: World, side: Side) -> None:
    async with world.service() as service:
        await service.koppelen().walk(Mode.ASK)
        opened = await service.open()
        before = await opened.reviewing.simulate()
        found = (await mended(await opened.reviewing.review()))[side]
        assert len(found) == len(before) > 10
        assert {mend.id for mend in found if mend.field}
        for mend in found:
            await _follow(world, mend)
        await opened.read()
        assert await opened.reviewing.simulate() == ()
        assert (await mended(await opened.reviewing.review()))[side] == ()


async def _follow(world: World, mend) -> None:
    """As a person does it: the change of the list, or out of use where the list leaves it to be weighed."""
    if mend.side is Side.SNELSTART:
        body = {"administratie": world.administratie, "relatie": mend.id}
        change = {"nonactief": True}
    else:
        body, change = {"customerID": int(mend.id)}, {"isActive": False}
    if mend.field:
        new = int(mend.new) if (mend.side, mend.field) == (Side.SNELSTART, "nummer") else mend.new
        change = {_FIELDS[mend.side][mend.field]: new}
    act = "/acts/edit_relatie" if mend.side is Side.SNELSTART else "/timeon/edit_customer"
    async with httpx.AsyncClient(transport=httpx.ASGITransport(world.apps[CONTROL]), base_url=CONTROL) as browser:
        answer = await browser.post(act, json=body | change)
    assert answer.status_code == 200, answer.text
