"""The failure table of docs/never-twice.md, as far as one process and fakes can tell it."""

import pytest

from core.domain.declaratie import DeclaratieState, OrderState
from core.domain.push import PushVerdict
from tests.invoicing.fakes import Office, hour


async def test_a_push_makes_one_order(office: Office) -> None:
    await office.fill(hour(1), hour(2))
    concept = await office.declaraties.create(["1:uren", "2:uren"])
    result = await office.declaraties.push(concept.id)
    assert (result.verdict, result.declaratie.nummer) == (PushVerdict.PUSHED, "2026-0001")
    assert result.declaratie.order is OrderState.ORDER
    assert result.declaratie.state is DeclaratieState.OPENSTAAND
    assert len(office.snelstart.orders) == 1
    again = await office.declaraties.push(concept.id)
    assert again.verdict is PushVerdict.NOTHING
