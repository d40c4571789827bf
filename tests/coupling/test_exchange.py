"""Decisions go out to a file and come back the same; a file that can't be meant changes nothing and names its row."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.coupling.exchange import HEADINGS, Wanted, from_file, from_text, to_rows
from core.coupling.reviewing import Reviewing
from core.domain.match import Decision, Mode, Verdict
from core.errors import MovedError, NotFoundError, UsageError
from core.support.export import save, to_csv, to_json
from tests.conftest import World


@pytest.mark.parametrize("form", [to_csv, to_json])
async def test_what_was_decided_is_taken_over_by_another_home(world: World, form, tmp_path) -> None:
    async with world.service() as service:
        await service.koppelen().walk(Mode.SAFE)
        one = (await service.open()).reviewing
        rows = to_rows(*await one.standing())
        text = form(HEADINGS, rows).decode("utf-8")
    async with world.service(HOME=str(tmp_path / "other")) as service:
        await service.koppelen().walk(Mode.ASK)
        other = (await service.open()).reviewing
        wanted = from_text(text)
        assert await other.take_over(wanted, dry_run=True) == len(rows) > 100
        assert (await other.standing())[0] == []
        assert await other.take_over(wanted) == len(rows)
        assert [row[:5] for row in to_rows(*await other.standing())] == [row[:5] for row in rows]
        assert await other.take_over(wanted) == 0
        assert await other.undo() == len(rows)


async def test_one_clash_stores_nothing_of_the_file(world: World) -> None:
    async with world.service() as service:
        await service.koppelen().walk(Mode.ASK)
        reviewing: Reviewing = (await service.open()).reviewing
        pairs = [row for row in (await reviewing.review()).waiting() if row.is_pair and not row.contradiction]
        await reviewing.decide(pairs[1].key, Verdict.IGNORE)
        asked = [Wanted(n, row.left.id, row.right.id, Verdict.COUPLE) for n, row in enumerate(pairs[:2], 1)]
        with pytest.raises(MovedError):
            await reviewing.take_over(asked)
        assert len((await reviewing.standing())[0]) == 1
        with pytest.raises(NotFoundError, match=r"b\.csv, rij 7, kolom timeon_id: geen klant 0"):
            await reviewing.take_over([Wanted(7, "0", "", Verdict.CREATE, "b.csv")])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("timeon_id;snelstart_id\n1;a\n", "verdict"),
        ("timeon_id;snelstart_id;verdict\n1;a;ja\n", "b.csv, rij 2, kolom verdict: 'ja' is geen besluit"),
        ("timeon_id,snelstart_id,verdict\n1,a,couple\n2,,couple\n", "b.csv, rij 3, kolom snelstart_id: hier ontbreekt"),
        ("\ntimeon_id,snelstart_id,verdict\n\n1,a,create\n", "b.csv, rij 4, kolom snelstart_id: nieuw maken"),
        ("[1]", "object"),
        ("[{]", "JSON"),
        ("", "kolom"),
    ],
)
def test_a_file_that_can_not_be_meant_names_what_is_wrong(text: str, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        from_text(text, "b.csv")
    assert told in caught.value.detail


def test_every_wrong_row_is_named_at_once() -> None:
    rows = "\n".join(f"{n};a;ja" for n in range(7))
    with pytest.raises(UsageError) as caught:
        from_text(f"timeon_id;snelstart_id;verdict\n{rows}\n", "b.csv")
    assert [f"rij {n}," in caught.value.detail for n in range(2, 9)] == [True] * 5 + [False] * 2
    assert "nog 2" in caught.value.detail


async def test_the_good_rows_of_a_file_are_kept_when_asked(world: World) -> None:
    async with world.service() as service:
        await service.koppelen().walk(Mode.ASK)
        reviewing: Reviewing = (await service.open()).reviewing
        one, other, third = [r for r in (await reviewing.review()).waiting() if r.is_pair and not r.contradiction][:3]
        await reviewing.decide(other.key, Verdict.IGNORE)
        lines = [f"{r.left.id};{r.right.id};couple" for r in (one, other)] + ["0;;create", "1;a;ja"]
        lines += [f"{third.left.id};{other.right.id};couple", f"{third.left.id};{one.right.id};couple"]
        refused: list[str] = []
        wanted = from_text("timeon_id;snelstart_id;verdict\n" + "\n".join(lines), "b.csv", refused)
        assert await reviewing.take_over(wanted, dry_run=True, refused=[]) == 1
        assert await reviewing.take_over(wanted, refused=refused) == 1
        assert [text.split(":")[0] for text in refused] == [
            "b.csv, rij 5, kolom verdict", "b.csv, rij 4, kolom timeon_id",
            "b.csv, rij 3, kolom verdict", "b.csv, rij 6, kolom verdict", "b.csv, rij 7, kolom verdict",
        ]  # fmt: skip
        assert {d.verdict for d in (await reviewing.standing())[0]} == {Verdict.COUPLE, Verdict.IGNORE}
        assert await reviewing.undo() == 1


def without_rows(wanted):
    """What is asked, wherever in a file it stands."""
    return [replace(one, row=0) for one in wanted]


WANTED = [Wanted(1, "1", "=a", Verdict.COUPLE), Wanted(2, "007", "", Verdict.IGNORE)]
ROWS = to_rows(
    [
        Decision(one.timeon_id, one.snelstart_id, one.verdict, "ik", datetime(2026, 11, 24, tzinfo=UTC), {})
        for one in WANTED
    ],
    {"1": "Café; 'Zoë'", "=a": "Jansen,\nBakker"},
)


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_whatever_form_was_saved_is_read(form: str, tmp_path) -> None:
    file = tmp_path / f"besluiten.{form}"
    save(file, HEADINGS, ROWS)
    assert without_rows(from_file(file)) == without_rows(WANTED)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_spreadsheet_may_have_saved_it_again(encoding: str, tmp_path) -> None:
    file = tmp_path / "besluiten.csv"
    lines = [" timeon_id ;snelstart_id;timeon;verdict;", "1;=a;Caf\u00e9;couple;", ";;;;", "", "007;;;ignore;"]
    file.write_bytes("\r\n".join(lines).encode(encoding))
    assert without_rows(from_file(file)) == without_rows(WANTED)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"PK\x03\x04half", "Excel"),
        (b'timeon_id;snelstart_id;verdict\n1;a;couple\n2;"b;couple\n3;c;couple\n', "aanhalingsteken"),
        (b"", "leeg"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_whole(data: bytes, told: str, tmp_path) -> None:
    file = tmp_path / "besluiten.csv"
    file.write_bytes(data)
    with pytest.raises(UsageError) as caught:
        from_file(file)
    assert told in str(caught.value.detail)


def test_a_folder_and_a_file_that_is_not_there_say_so(tmp_path) -> None:
    for path, told in ((tmp_path, "map"), (tmp_path / "weg.csv", "bestaat niet")):
        with pytest.raises(UsageError) as caught:
            from_file(path)
        assert told in str(caught.value.detail)
