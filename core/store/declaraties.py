"""Declaraties, their lines, numbers and locks: each change with its event, in the caller's transaction.

A registratie has at most one lock. `regel_registraties` remembers what a line was made of after the lock is gone.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from core.clock import from_iso, iso
from core.domain.declaratie import Declaratie, DeclaratieState, Factuur, OrderState, Regel
from core.domain.money import amount_text, plain, rounded, to_cents, total
from core.store import journal, regels
from core.store.connection import Connection
from core.store.declaratie_rows import factuur_of
from core.store.regels import Source, sources

_COLUMNS = (
    "id", "nummer", "state", "klant_id", "klant", "relatie_id", "datum", "van", "tot", "created_at", "order_state",
    "order_id", "order_nummer", "marker", "reason", "credits", "group_by", "hours_rule", "factuur_id",
    "factuur_nummer", "factuur_datum", "factuur_verval", "factuur_saldo", "approved_by", "verschil",
)  # fmt: skip


def subject(declaratie_id: str) -> str:
    """How events name a declaratie."""
    return f"declaratie:{declaratie_id}"


def next_number(db: Connection, reeks: str) -> int:
    """The next of a series without gaps: it is taken back when the transaction is."""
    row = db.execute(
        "INSERT INTO nummers VALUES (?, 1) ON CONFLICT (reeks) DO UPDATE SET laatste = nummers.laatste + 1 RETURNING laatste",
        (reeks,),
    ).fetchone()
    return int(row[0])


def insert(db: Connection, declaratie: Declaratie, made_of: Mapping[str, Source], *, lock: bool = True) -> None:
    """A new concept with its lines; `lock` holds its registraties. IntegrityError when one is held already."""
    d = declaratie
    _insert_row(db, d)
    regels.write(db, d.id, d.regels, made_of)
    held = [one for regel in d.regels for one in regel.registraties]
    if lock:
        db.executemany("INSERT INTO locks VALUES (?, ?)", ((one, d.id) for one in held))
    detail = {
        "klant": d.klant, "totaal": amount_text(d.totaal), "regels": len(d.regels), "registraties": len(held),
        "crediteert": d.credits,
    }  # fmt: skip
    journal.append(db, iso(d.created_at), "declaratie.gemaakt", subject(d.id), detail)


def _insert_row(db: Connection, d: Declaratie) -> None:
    row = (
        d.id, d.nummer, d.state.value, d.klant_id, d.klant, d.relatie_id, d.datum.isoformat(), d.van.isoformat(),
        d.tot.isoformat(), iso(d.created_at), d.order.value, d.order_id, d.order_nummer, d.marker, d.reason, d.credits,
        d.group_by, d.hours_rule, "", "", "", "", "", d.approved_by, d.verschil,
    )  # fmt: skip
    names, marks = ", ".join(_COLUMNS), ", ".join("?" * len(_COLUMNS))
    db.execute(
        f"INSERT INTO declaraties ({names}, jaar, cents) VALUES ({marks}, ?, ?)",  # noqa: S608 - names of ours
        (*row, d.datum.year, to_cents(rounded(d.totaal))),
    )


def load(db: Connection, id_or_nummer: str) -> Declaratie | None:
    """One by id or by nummer, None when there is none."""
    found = _load(db, "(id = ? OR (nummer = ? AND nummer <> ''))", (id_or_nummer, id_or_nummer))
    return found[0] if found else None


def refresh(db: Connection, known: Declaratie) -> Declaratie:
    """The same declaratie as it stands now; the lines of a numbered one never change, so they are not read again."""
    row = db.execute(f"SELECT {', '.join(_COLUMNS)} FROM declaraties WHERE id = ?", (known.id,)).fetchone()  # noqa: S608 - ours
    if row is None:
        raise LookupError(known.id)
    return _declaratie(row, known.regels)


def load_all(db: Connection, *, states: Iterable[DeclaratieState] = (), klant_id: str = "") -> list[Declaratie]:
    """All, or those in some states or of one klant; concepts first, then the newest number first."""
    wanted = [state.value for state in states] or [state.value for state in DeclaratieState]
    marks = ", ".join("?" * len(wanted))
    return _load(db, f"state IN ({marks}) AND (? = '' OR klant_id = ?)", (*wanted, klant_id, klant_id))


def _load(db: Connection, where: str, values: Sequence[str]) -> list[Declaratie]:
    rows = db.execute(
        f"SELECT {', '.join(_COLUMNS)} FROM declaraties WHERE {where} "  # noqa: S608 - names and conditions of ours
        "ORDER BY nummer <> '', nummer DESC, CAST(id AS INTEGER) DESC",
        values,
    ).fetchall()
    lines = regels.read(db, [row[0] for row in rows])
    return [_declaratie(row, tuple(lines.get(row[0], ()))) for row in rows]


def _declaratie(row: Sequence[Any], lines: tuple[Regel, ...]) -> Declaratie:
    r = dict(zip(_COLUMNS, row, strict=True))
    factuur = factuur_of(*(r[f"factuur_{name}"] for name in ("id", "nummer", "datum", "verval", "saldo")))
    return Declaratie(
        id=r["id"],
        nummer=r["nummer"],
        state=DeclaratieState(r["state"]),
        klant_id=r["klant_id"],
        klant=r["klant"],
        relatie_id=r["relatie_id"],
        datum=date.fromisoformat(r["datum"]),
        van=date.fromisoformat(r["van"]),
        tot=date.fromisoformat(r["tot"]),
        regels=lines,
        created_at=from_iso(r["created_at"]),
        order=OrderState(r["order_state"]),
        order_id=r["order_id"],
        order_nummer=r["order_nummer"],
        marker=r["marker"],
        reason=r["reason"],
        credits=r["credits"],
        group_by=r["group_by"],
        hours_rule=r["hours_rule"],
        factuur=factuur,
        approved_by=r["approved_by"],
        verschil=r["verschil"],
    )


def change_regels(db: Connection, declaratie: Declaratie, lines: Sequence[Regel], at: str, what: str) -> None:
    """Other lines for a concept: registraties that are on none of them any more come free."""
    made_of = {one.registratie_id: one for one in sources(db, declaratie.id)}
    kept = {one for regel in lines for one in regel.registraties}
    freed = sorted(set(made_of) - kept)
    db.executemany("DELETE FROM locks WHERE registratie_id = ?", ((one,) for one in freed))
    regels.write(db, declaratie.id, lines, made_of)
    cents = to_cents(rounded(total(regel.bedrag for regel in lines)))
    db.execute(
        "UPDATE declaraties SET cents = ?, approved_by = '' WHERE id = ? AND state = 'concept'", (cents, declaratie.id)
    )
    detail = {"wat": what, "totaal": amount_text(total(regel.bedrag for regel in lines)), "vrijgegeven": freed}
    journal.append(db, at, "declaratie.bewerkt", subject(declaratie.id), detail)


def approve(db: Connection, declaratie_id: str, by: str, at: str) -> None:
    """A second person agreed."""
    db.execute("UPDATE declaraties SET approved_by = ? WHERE id = ?", (by, declaratie_id))
    journal.append(db, at, "declaratie.akkoord", subject(declaratie_id), {"door": by})


def holders(db: Connection, registraties: Iterable[str]) -> dict[str, str]:
    """Registratie id to the id of the declaratie that holds it; free ones are left out."""
    wanted = json.dumps(list(registraties))
    query = "SELECT registratie_id, declaratie_id FROM locks WHERE registratie_id IN (SELECT value FROM json_each(?))"
    return dict(db.execute(query, (wanted,)))


def release(db: Connection, declaratie_id: str) -> list[str]:
    """Let its registraties go; answers which."""
    query = "DELETE FROM locks WHERE declaratie_id = ? RETURNING registratie_id"
    return sorted(row[0] for row in db.execute(query, (declaratie_id,)).fetchall())


def delete(db: Connection, declaratie: Declaratie, at: str) -> list[str]:
    """Remove a concept; answers the registraties that it held."""
    freed = release(db, declaratie.id)
    db.execute("DELETE FROM declaraties WHERE id = ? AND state = 'concept'", (declaratie.id,))
    detail = {"klant": declaratie.klant, "totaal": amount_text(declaratie.totaal), "vrijgegeven": freed}
    journal.append(db, at, "declaratie.verwijderd", subject(declaratie.id), detail)
    return freed


def put_back(
    db: Connection, declaratie: Declaratie, made_of: Mapping[str, Source], held: Iterable[str], at: str
) -> None:
    """A concept as it was before a change or before it was deleted, under its own id."""
    release(db, declaratie.id)
    db.execute("DELETE FROM declaraties WHERE id = ? AND state = 'concept'", (declaratie.id,))
    _insert_row(db, declaratie)
    regels.write(db, declaratie.id, declaratie.regels, made_of)
    db.executemany("INSERT INTO locks VALUES (?, ?)", ((one, declaratie.id) for one in held))
    detail = {"klant": declaratie.klant, "totaal": amount_text(declaratie.totaal)}
    journal.append(db, at, "declaratie.teruggezet", subject(declaratie.id), detail)


def withdraw_approval(db: Connection, declaratie_id: str, at: str) -> None:
    """The second person takes it back; an earlier agreement does not revive, for it may have been to something else."""
    db.execute("UPDATE declaraties SET approved_by = '' WHERE id = ?", (declaratie_id,))
    journal.append(db, at, "declaratie.akkoord.terug", subject(declaratie_id), {})


def credit_of(db: Connection, declaratie_id: str) -> Declaratie | None:
    """The declaratie that takes this one back."""
    found = _load(db, "credits = ?", (declaratie_id,))
    return found[0] if found else None


def free_credited(db: Connection, credit: Declaratie, at: str) -> list[str]:
    """A credit got its number: the registraties of what it takes back may be declared again."""
    freed = release(db, credit.credits)
    detail = {"door": credit.id, "vrijgegeven": freed}
    journal.append(db, at, "declaratie.gecrediteerd", subject(credit.credits), detail)
    return freed


def number(db: Connection, declaratie: Declaratie, datum: date, at: str) -> str:
    """A concept becomes openstaand: the number of its year, without gaps, and the date of the order."""
    nummer = f"{datum.year}-{next_number(db, str(datum.year)):04d}"
    db.execute(
        "UPDATE declaraties SET nummer = ?, state = 'openstaand', datum = ?, jaar = ? WHERE id = ? AND state = 'concept'",
        (nummer, datum.isoformat(), datum.year, declaratie.id),
    )
    detail = {"nummer": nummer, "totaal": amount_text(declaratie.totaal)}
    journal.append(db, at, "declaratie.genummerd", subject(declaratie.id), detail)
    return nummer


def set_order(
    db: Connection,
    declaratie_id: str,
    state: OrderState,
    *,
    order_id: str | None = None,
    order_nummer: str | None = None,
    marker: str | None = None,
    reason: str = "",
    verschil: str = "",
) -> None:
    """What is known of its order; None leaves a value as it was. `verschil` are cents, "" for none. The caller adds the event."""
    db.execute(
        """
        UPDATE declaraties SET order_state = ?, order_id = coalesce(?, order_id), marker = coalesce(?, marker),
        order_nummer = coalesce(?, order_nummer), reason = ?, verschil = ? WHERE id = ?
        """,
        (state.value, order_id, marker, order_nummer, reason, verschil, declaratie_id),
    )


def set_factuur(db: Connection, declaratie_id: str, factuur: Factuur) -> None:
    """The verkoopfactuur as last read. The caller adds the event."""
    f = factuur
    db.execute(
        """
        UPDATE declaraties SET factuur_id = ?, factuur_nummer = ?, factuur_datum = ?, factuur_verval = ?,
        factuur_saldo = ? WHERE id = ?
        """,
        (f.id, f.nummer, _iso(f.datum), _iso(f.verval), plain(f.saldo), declaratie_id),
    )


def archive(db: Connection, declaratie_id: str, at: str) -> None:
    """An openstaand one becomes archief."""
    db.execute("UPDATE declaraties SET state = 'archief' WHERE id = ? AND state = 'openstaand'", (declaratie_id,))
    journal.append(db, at, "declaratie.gearchiveerd", subject(declaratie_id))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
