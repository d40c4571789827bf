"""Declaraties by page: by state with their sums, a row each, and none of one that is gone."""

import pytest

from core.domain.declaratie import DeclaratieState
from core.domain.money import total
from core.service.pages import Pages
from tests.invoicing.fakes import Office, hour

CONCEPT, OPENSTAAND, ARCHIEF = DeclaratieState


@pytest.fixture
async def filled(office: Office) -> Office:
    await office.fill(*[hour(number) for number in range(1, 10)])
    made = [await office.declaraties.create([f"{number}:uren"]) for number in range(1, 6)]
    await office.declaraties.finalize(made[1].id)
    return office


@pytest.mark.parametrize("shared", [False, True])
async def test_pages_hold_what_the_whole_list_does(
    filled: Office, monkeypatch: pytest.MonkeyPatch, shared: bool
) -> None:
    monkeypatch.setattr(type(filled.database), "shared", shared)
    whole = await filled.declaraties.list()
    pages = await Pages(filled.database, filled.settings).declaraties()
    keys = list(pages.by_id.values())
    assert [key.id for key in keys] == [one.id for one in whole]
    assert {state: len(some) for state, some in pages.of_state.items()} == {CONCEPT: 4, OPENSTAAND: 1, ARCHIEF: 0}
    assert pages.totals[CONCEPT] == total(one.totaal for one in whole if one.state is CONCEPT)
    assert pages.totals[ARCHIEF] == 0
    for read in (pages.page, pages.through):
        assert [(row.id, row.totaal, row.regels) for row in read(keys)] == [
            (one.id, one.totaal, len(one.regels)) for one in whole
        ]


async def test_of_what_is_gone_there_is_no_row(filled: Office) -> None:
    pages = await Pages(filled.database, filled.settings).declaraties()
    gone = pages.of_state[CONCEPT][1]
    await filled.declaraties.delete(gone.id)
    assert [row is None for row in pages.page(pages.of_state[CONCEPT])] == [False, True, False, False]
