"""The smaller repositories answer the same on both dialects, as far as no file of their own asks them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from core.clock import iso
from core.config import Settings
from core.domain.agreement import Agreed, Choice, Conflict
from core.domain.declaratie import Declaratie, DeclaratieState
from core.domain.koppeling import Koppeling, KoppelingState, Step
from core.domain.match import Decision, Verdict
from core.domain.partij import Partij, Side
from core.domain.registratie import Registratie, Soort
from core.service import klant_pages, lists
from core.store import (
    agreed,
    call_counts,
    conflicts,
    decisions,
    declaraties,
    documents,
    imports,
    koppeling,
    observed,
    open_lines,
    pauses,
    reads,
    records,
    registraties,
    runs,
    settings_seen,
    tending,
)
from core.store.connection import Connection, IntegrityError, attempt
from core.store.documents import DocumentIntent, DocumentState

NOW = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
AT = iso(NOW)
COUPLE = ("1", "a")


def klant(side: Side, id_: str, naam: str) -> Partij:
    return Partij(side, id_, naam)


def coupled(db: Connection) -> None:
    for table, partij in (
        ("customers", klant(Side.TIMEON, "1", "Jansen")),
        ("relaties", klant(Side.SNELSTART, "a", "Jansen")),
    ):
        observed.upsert(db, table, [records.partij_row(partij, observed.digest(b"{}"), b"{}")])
    decisions.decide(db, [Decision("1", "a", Verdict.COUPLE, "ik", NOW, {})])


def hours(id_: str, klant_id: str = "1", day: int = 3) -> Registratie:
    return Registratie(
        id=id_, hour_id=id_, soort=Soort.UREN, datum=date(2026, 11, day), klant_id=klant_id, project_id="",
        medewerker_id="", omschrijving="", seconds=3600, kilometers=Decimal(0), bedrag=Decimal(0), category_id="",
        facturabel=True, goedgekeurd=True, invoice_id="", deleted=False, fingerprint="f",
    )  # fmt: skip


def test_a_couple_is_compared_again_only_when_a_record_moved(db: Connection) -> None:
    coupled(db)
    assert agreed.moved(db) == [COUPLE]
    agreed.agree(db, COUPLE, {"naam": Agreed("Jansen", "Jansen")})
    assert agreed.of(db, COUPLE) == {"naam": Agreed("Jansen", "Jansen")}
    agreed.looked(db, [COUPLE])
    assert agreed.moved(db) == []
    observed.upsert(db, "relaties", [records.partij_row(klant(Side.SNELSTART, "a", "J"), observed.digest(b"x"), b"x")])
    assert agreed.moved(db) == [COUPLE]
    agreed.looked(db, [COUPLE])
    observed.mark_gone(db, "customers", ["1"])
    assert agreed.moved(db) == [COUPLE]


def test_a_question_is_asked_once_and_asked_anew_when_a_value_moved(db: Connection) -> None:
    coupled(db)
    one = Conflict("1", "a", "naam", "Jansen", "Janssen")
    assert conflicts.ask(db, [one], AT) == 1
    assert conflicts.ask(db, [one], AT) == 0
    conflicts.decide(db, one, Choice.TIMEON, AT)
    assert [(found.label, found.choice) for found in conflicts.every(db)] == [("Jansen", Choice.TIMEON)]
    assert conflicts.ask(db, [Conflict("1", "a", "naam", "Jansens", "Janssen")], AT) == 1
    assert conflicts.of(db, COUPLE)["naam"].choice is None
    conflicts.settled(db, COUPLE, ["naam"])
    assert conflicts.every(db) == []


def test_a_koppeling_and_its_facts_are_kept(db: Connection) -> None:
    one = Koppeling(
        "bakker", "5", "Bakker", "x", "Bakker BV", KoppelingState.ACTIEF, Step.KLAAR, NOW, ("klant:create:timeon",)
    )
    assert koppeling.read(db) is None
    koppeling.save(db, one, AT, "koppeling.bewaard")
    koppeling.save(db, one, AT, "koppeling.bewaard")
    assert koppeling.read(db) == one
    first = koppeling.fact(db, koppeling.PSEUDONYMS)
    koppeling.save(db, one, AT, "koppeling.bewaard")
    assert koppeling.fact(db, koppeling.PSEUDONYMS) == first
    koppeling.set_fact(db, "naam", {"é": [1, None, "%?:x"]})
    assert koppeling.fact(db, "naam") == {"é": [1, None, "%?:x"]}
    assert koppeling.created(db) == 0


def test_a_read_goes_on_at_its_page_and_tells_what_it_saw(db: Connection) -> None:
    reads.begin(db, "relaties", AT, "")
    reads.page_done(db, "relaties", 0, ["a", "b"])
    reads.page_done(db, "relaties", 0, ["a", "c"])
    reads.note(db, "relaties", ["z"])
    underway = reads.underway(db, "relaties")
    assert underway is not None
    assert (underway.skip, reads.seen(db, "relaties")) == (2, {"a", "c", "z"})
    before = reads.stamp(db, ["relaties"])
    reads.moved(db, "relaties")
    reads.moved(db, "relaties")
    assert reads.stamp(db, ["relaties"]) != before
    reads.finish(db, "relaties")
    assert reads.underway(db, "relaties") is None
    reads.set_full_at(db, "relaties", AT)
    reads.set_full_at(db, "relaties", "later")
    assert reads.full_at(db, "relaties") == "later"


def test_runs_are_numbered_and_found_from_the_newest(db: Connection) -> None:
    first, second = runs.begin(db, NOW), runs.begin(db, NOW)
    assert second == f"{first}-2"
    runs.end(db, first, AT, ok=True, report={"calls": 3})
    assert runs.last(db) == (first, AT, True, {"calls": 3})
    assert [row[0] for row in runs.every(db)] == [second, first]
    assert [row[0] for row in runs.every(db, 1)] == [second]
    runs.keep_before(db, first, "l", b"\x00\xff")
    runs.keep_before(db, first, "l", b"other")
    assert db.execute("SELECT raw FROM before_images").fetchall() == [(b"\x00\xff",)]
    assert runs.exists(db, first)
    assert not runs.exists(db, "x")


def test_pauses_and_open_lines_keep_since_when(db: Connection) -> None:
    pauses.begin(db, "snelstart", NOW, NOW + timedelta(minutes=5), "vol")
    pauses.begin(db, "snelstart", NOW + timedelta(minutes=1), NOW + timedelta(minutes=9), "vol")
    standing = pauses.standing(db, "snelstart", NOW + timedelta(minutes=6))
    assert standing is not None
    assert (standing.since, standing.until) == (NOW, NOW + timedelta(minutes=9))
    pauses.end(db, "snelstart")
    assert pauses.all_standing(db, NOW) == []
    open_lines.keep(db, {"x": NOW, "y": NOW}, NOW)
    open_lines.keep(db, {"y": NOW + timedelta(hours=1), "z": NOW}, NOW + timedelta(hours=1))
    assert open_lines.every(db) == {"y": (NOW, NOW), "z": (NOW + timedelta(hours=1), NOW)}


def test_calls_are_booked_within_both_windows(db: Connection) -> None:
    assert call_counts.take(db, 10, NOW, 15, 100).calls == 10
    assert call_counts.take(db, 10, NOW, 15, 100).calls == 5
    full = call_counts.take(db, 10, NOW, 15, 100)
    assert full.calls == 0
    assert full.again_at is not None
    assert full.again_at > NOW
    assert call_counts.left(db, NOW, 15, 100) == (0, 85)


def test_registraties_show_names_locks_and_what_is_gone(db: Connection) -> None:
    coupled(db)
    observed.upsert_registraties(
        db, [records.registratie_row(hours("h1")), records.registratie_row(hours("h2", day=5))]
    )
    day = date(2026, 11, 24)
    concept = Declaratie("1", "", DeclaratieState.CONCEPT, "1", "Klant", "r", day, day, day, (), NOW)
    declaraties.insert(db, concept, {})
    db.execute("INSERT INTO locks VALUES (?, ?)", ("h1", "1"))
    assert declaraties.holders(db, ["h1", "h2"]) == {"h1": "1"}
    db.execute("UPDATE registraties SET gone = 1 WHERE id = 'h2'")
    found = registraties.by_ids(db, ["h1", "h2", "h3"])
    assert [(one.id, one.klant, one.declaratie_id, one.deleted) for one in found] == [
        ("h1", "Jansen", "1", False), ("h2", "Jansen", "", True),
    ]  # fmt: skip
    assert [one.id for one in registraties.each(db, van=date(2026, 11, 4), klant_id="1", goedgekeurd=True)] == ["h2"]
    assert registraties.texts(db, ["h1", "h3"]) == {"h1": found[0].omschrijving}
    assert records.names(db, Side.TIMEON) == [("1", "Jansen", "")]
    assert registraties.relatie_of(db, "1") == "a"
    assert declaraties.release(db, "1") == ["h1"]


def test_imported_rows_wait_for_their_klant(db: Connection) -> None:
    origin = imports.Origin("i1", "regel", "lijkt", "toggl", "uren.csv", 1, "zwart", "9", "", "", AT)
    imports.save(db, [(hours("i1", klant_id=""), origin)])
    imports.save(db, [(hours("i1", klant_id=""), origin)])
    assert [tuple(row) for row in imports.waiting(db)] == [("zwart", "9", 1)]
    assert list(imports.stored(db, ["regel", "x"])) == ["regel"]
    assert imports.alike(db, ["lijkt"]) == {"lijkt": ["regel"]}
    assert imports.hours_known(db, ["i1", "i2"]) == {"i1"}
    assert imports.settle(db, "zwart", "9", "1") == 1
    assert imports.waiting(db) == []
    imports.drop_parts(db, "regel", [])
    assert db.execute("SELECT gone FROM registraties").fetchone()[0] == 1


def test_a_document_is_decided_once_and_again_for_another_boeking(db: Connection) -> None:
    day = date(2026, 11, 24)
    declaraties.insert(db, Declaratie("1", "", DeclaratieState.CONCEPT, "1", "K", "r", day, day, day, (), NOW), {})
    intent = DocumentIntent("1", "b1", "spec.pdf", "h", DocumentState.PLANNED)
    documents.plan(db, intent, AT)
    documents.step(db, intent, DocumentState.SENDING, AT, "document.verstuurd")
    assert documents.unsettled(db) == ["1"]
    documents.plan(db, DocumentIntent("1", "b2", "spec.pdf", "h", DocumentState.PLANNED), AT)
    found = documents.of(db, "1")
    assert found is not None
    assert (found.boeking_id, found.state, found.last_sent_at) == ("b2", DocumentState.PLANNED, None)


def test_settings_and_tending_are_told_once(db: Connection) -> None:
    settings = Settings(sync_minutes=15)
    assert settings_seen.note(db, settings, AT)
    assert not settings_seen.note(db, settings, AT)
    assert tending.tend(db, NOW, settings) == tending.tend(db, NOW, settings) == 0


def half_refused(db: Connection) -> None:
    with attempt(db):
        koppeling.set_fact(db, "half", 1)
        db.execute("INSERT INTO facts VALUES ('half', '2')")


def test_what_is_refused_is_undone_alone(db: Connection) -> None:
    db.execute("BEGIN")
    koppeling.set_fact(db, "voor", 1)
    with pytest.raises(IntegrityError):
        half_refused(db)
    koppeling.set_fact(db, "na", 1)
    db.execute("COMMIT")
    assert [koppeling.fact(db, key) for key in ("voor", "half", "na")] == [1, None, 1]


def test_klanten_by_page_are_the_klanten(db: Connection) -> None:
    coupled(db)
    for partij in (
        replace(klant(Side.SNELSTART, "b", "élan"), nummer="7", plaats="Ede", soorten=frozenset({"Klant"})),
        replace(klant(Side.SNELSTART, "c", "Zon"), soorten=frozenset({"Leverancier"})),
        replace(klant(Side.SNELSTART, "d", "Eigen"), soorten=frozenset({"Klant", "Eigen"})),
        replace(klant(Side.SNELSTART, "e", "Los"), nummer="-1", soorten=frozenset({"Klant"})),
        replace(klant(Side.SNELSTART, "f", "Rust"), actief=False, soorten=frozenset({"Klant"})),
        replace(klant(Side.TIMEON, "2", "aarde"), email="a@b.example"),
        replace(klant(Side.TIMEON, "3", "Stil"), actief=False),
    ):
        row = records.partij_row(partij, observed.digest(b"{}"), b"{}")
        observed.upsert(db, records.table_of(partij.side), [row])
    assert [row.shown.naam for row in lists.klanten(db)] == ["aarde", "Jansen", "élan"]
    for everything in (False, True):
        every = lists.klanten(db, everything=everything)
        keys = klant_pages.klant_keys(db, everything=everything)
        assert klant_pages.klant_page(db, keys) == every
        assert klant_pages.klant_page(db, keys[::-2]) == every[::-2]
        assert [(row.shown.naam, row.state) for row in klant_pages.klanten_through(db, keys)] == [
            (row.shown.naam, row.state) for row in every
        ]
    gone = klant_pages.KlantKey("", "weg", lists.ALLEEN_SNELSTART)
    assert klant_pages.klant_page(db, [gone]) == klant_pages.klanten_through(db, [gone]) == [None]


def test_lists_are_sorted_by_their_bytes_and_articles_by_their_letters(db: Connection) -> None:
    for number, naam in enumerate(("éclair", "Zwart", "alfa", "Ärger", "zand")):
        partij = klant(Side.SNELSTART, str(number), naam)
        observed.upsert(db, "relaties", [records.partij_row(partij, observed.digest(naam.encode()), b"")])
    assert [one.naam for one in records.partijen(db, Side.SNELSTART)] == ["Zwart", "alfa", "zand", "Ärger", "éclair"]
    rows = [(code, code.encode(), b"", code, "", "", "1", "", 1) for code in ("b", "A", "a", "B", "É", "_")]
    observed.upsert(db, "artikelen", rows)
    assert [one.code for one in records.artikelen(db)] == ["_", "A", "a", "B", "b", "É"]
