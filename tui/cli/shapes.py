"""Records as `--json` answers them, where the record itself does not say: amounts as decimal text, times as ISO."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from core.clock import from_iso
from core.domain.ending import ending
from core.domain.money import amount_text, plain
from core.text import t

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.domain.agreement import Conflict
    from core.domain.allowance import Pause
    from core.domain.declaratie import Declaratie, Regel
    from core.domain.koppeling import Administratie, KoppelingSummary
    from core.domain.match import MatchRow
    from core.domain.partij import Partij
    from core.domain.record_clock import RecordClock
    from core.domain.registratie import Registratie
    from core.domain.running import LifeSign, Standing

    Run = tuple[str, str, str, bool, Mapping[str, Any]]


def koppeling(summary: "KoppelingSummary") -> dict[str, Any]:
    """An item of `koppelingen list`; `last_run_at` is null before the first run, `open_amount` excludes btw."""
    one = summary.koppeling
    return {
        "koppeling": one.id,
        "timeon_id": one.timeon_id,
        "timeon_naam": one.timeon_naam,
        "snelstart_id": one.snelstart_id,
        "snelstart_naam": one.snelstart_naam,
        "state": one.state.value,
        "step": one.step.value,
        "paired": summary.paired,
        "waiting": summary.waiting,
        "producten": summary.producten,
        "productgroepen": summary.productgroepen,
        "last_run_at": _moment(summary.last_run_at),
        "last_run_ok": summary.last_run_ok,
        "last_run_calls": summary.last_run_calls,
        "last_run_writes": summary.last_run_writes,
        "open_count": summary.open_count,
        "open_amount": amount_text(summary.open_amount),
        "to_invoice": summary.to_invoice,
        "problem": summary.problem,
    }


def administratie(one: "Administratie") -> dict[str, Any]:
    """An item of `koppelingen available`."""
    return {
        "id": one.id,
        "naam": one.naam,
        "boekjaar": one.boekjaar,
        "klanten": one.klanten,
        "coupled_to": one.coupled_to,
    }


def partij(one: "Partij") -> dict[str, Any]:
    """One side of a row of the review."""
    return {"id": one.id, "naam": one.naam, "nummer": one.nummer, "btw": one.btw}


def match_row(row: "MatchRow") -> dict[str, Any]:
    """An item of `match list`."""
    return {
        "key": row.key,
        "state": row.state.value,
        "timeon": [partij(one) for one in row.timeon],
        "snelstart": [partij(one) for one in row.snelstart],
        "reason": str(row.reason),
        "contradiction": row.contradiction,
        "waits": row.waits,
        "candidates": [{**partij(one.partij), "score": one.score} for one in row.candidates],
        "warnings": [str(warning) for warning in row.warnings],
        "decision": row.decision.verdict.value if row.decision else None,
    }


def registratie(one: "Registratie") -> dict[str, Any]:
    """An item of `registraties list`; `seconds` is billable time, `bedrag` an expense in euros."""
    return {
        "id": one.id,
        "datum": one.datum.isoformat(),
        "soort": one.soort.value,
        "klant_id": one.klant_id,
        "klant": one.klant,
        "project": one.project,
        "medewerker": one.medewerker,
        "omschrijving": one.omschrijving,
        "seconds": one.seconds,
        "worked": one.worked,
        "kilometers": plain(one.kilometers),
        "bedrag": plain(one.bedrag),
        "facturabel": one.facturabel,
        "goedgekeurd": one.goedgekeurd,
        "lock": one.lock.value,
        "declaratie": one.declaratie_id,
        "selectable": not one.lock.value,
    }


def declaratie(one: "Declaratie", *, lines: bool = False) -> dict[str, Any]:
    """An item of `declaraties list`; with `lines` the answer of `declaraties show`. Amounts exclude btw."""
    found: dict[str, Any] = {
        "id": one.id,
        "nummer": one.nummer,
        "state": one.state.value,
        "klant_id": one.klant_id,
        "klant": one.klant,
        "relatie_id": one.relatie_id,
        "datum": one.datum.isoformat(),
        "van": one.van.isoformat(),
        "tot": one.tot.isoformat(),
        "totaal": amount_text(one.totaal),
        "order": one.order.value,
        "order_nummer": one.order_nummer,
        "status": t(one.order.label),
        "reason": one.reason,
        "cent_verschil": one.verschil or None,
        "approved_by": one.approved_by,
        "credits": one.credits,
        "factuur": one.factuur.nummer if one.factuur else None,
    }
    return found | ({"regels": [regel(line) for line in one.regels]} if lines else {})


def regel(line: "Regel") -> dict[str, Any]:
    """A line of a declaratie."""
    return {
        "artikel": line.artikel,
        "artikel_id": line.artikel_id,
        "omschrijving": line.omschrijving,
        "aantal": plain(line.aantal),
        "prijs": plain(line.prijs),
        "bedrag": amount_text(line.bedrag),
        "btw": line.btw_soort,
        "rule": str(line.rule),
        "registraties": list(line.registraties),
    }


def sync_status(
    summary: "KoppelingSummary",
    conflicts: "Sequence[Conflict]",
    pauses: "Sequence[Pause]",
    clocks: "Sequence[RecordClock]",
    runs: "Sequence[Run]",
    sign: "LifeSign | None",
    now: datetime,
) -> dict[str, Any]:
    """The answer of `sync status`."""
    return {
        "koppeling": summary.koppeling.id,
        "state": summary.koppeling.state.value,
        "last_run_at": _moment(summary.last_run_at),
        "ok": summary.last_run_ok,
        "calls": summary.last_run_calls,
        "writes": summary.last_run_writes,
        "waiting": summary.waiting,
        "conflicts": sum(one.choice is None for one in conflicts),
        "pauses": [{"service": one.service, "until": one.until.isoformat(), "reason": one.reason} for one in pauses],
        "under_way": [one.to_json(now) for one in clocks],
        "working": sign.to_json(now) if sign is not None else None,
        "runs": [
            {
                **sync_run(*one),
                "standing": _standing(one[1], one[2], now, newest=one is runs[0], sign=sign).value,
            }
            for one in runs
        ],
    }


def _standing(started: str, ended: str, now: datetime, *, newest: bool, sign: "LifeSign | None") -> "Standing":
    from core.domain.running import standing

    return standing(from_iso(started), from_iso(ended) if ended else None, now, newest=newest, sign=sign)


def sync_run(run: str, started_at: str, ended_at: str, ok: bool, report: "Mapping[str, Any]") -> dict[str, Any]:  # noqa: FBT001 - a row as it is kept
    """An item of `runs`; a run that is under way, here or in another program, or that was killed has no end and no figures."""
    figures = {name: report.get(name, 0) for name in ("calls", "read", "changed", "writes", "waiting", "refused")}
    return {
        "run": run,
        "started_at": started_at,
        "ended_at": ended_at or None,
        "ok": ok,
        **figures,
        "skipped": len(report.get("skipped", ())),
        "ending": ending(report).value if ended_at else None,
        "scheduled": bool(report.get("scheduled")),
        "stopped": str(report.get("stopped", "")),
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None
