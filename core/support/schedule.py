"""Whether something keeps the koppelingen running: the user units of docs/scheduling.md, of an office its workers; and when
each koppeling ran last.
"""

import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from core.domain.koppeling import KoppelingState, KoppelingSummary
from core.errors import ExitCode
from core.support.check import Check, CheckState
from core.support.health import hint, problem_words
from core.support.visit import Visit
from core.text import mark, say

UNITS = ("koppelbord.service", "koppelbord-sync.timer")
_SCHEDULE = mark("Rooster")
_LAST = mark("Laatste run")
_ASK_SECONDS = 3.0
_START = mark("Start er een met 'koppelbord worker', onder systemd bijvoorbeeld: zie docs/kantoor.md.")
_LATE = 2
"""Times the interval after which a run is missed."""

Units = Callable[[], Mapping[str, str] | None]


def schedule(
    visit: Visit, now: datetime, minutes: int, units: Units | None = None, zone: tzinfo | None = None
) -> Iterator[Check]:
    """Who works, as far as that can be asked, then the koppelingen that did not run; nothing without an active koppeling.
    `zone` is whose clock tells when (default: this machine's).
    """
    active = [one for one in visit.summaries() if one.koppeling.state is KoppelingState.ACTIEF]
    if not active:
        return
    yield replace(_workers(visit.workers()) if visit.is_office else _running((units or asked)()), here=True)
    late = [
        one for one in active if one.last_run_at is None or now - one.last_run_at > _LATE * timedelta(minutes=minutes)
    ]
    if late:
        last = late[0].last_run_at
        yield Check(
            "runs", _SCHEDULE, CheckState.WARN,
            say("{n} van {total} koppelingen liepen langer dan {minutes} minuten niet, zoals {naam} ({at})", n=len(late),
                total=len(active), minutes=_LATE * minutes, naam=late[0].koppeling.timeon_naam, at=last.astimezone(zone).strftime("%d-%m %H:%M") if last else "–"),
            say("Kijk met 'koppelbord kantoor status' wie er werkt en wat er wacht.") if visit.is_office else
            say("Laat 'koppelbord sync watch' lopen; docs/scheduling.md heeft de units voor systemd."),
            about=late[0].koppeling.id,
        )  # fmt: skip
    else:
        yield Check("runs", _SCHEDULE, CheckState.OK, say("elke actieve koppeling liep op tijd"))
    failing = sorted((one for one in active if one.problem), key=lambda one: one.problem != "credentials")
    if failing:
        yield _failing(failing, len(active))


def _failing(found: list[KoppelingSummary], total: int) -> Check:
    """Of those whose last run went wrong, the first; a key that is refused goes before what a later run may mend."""
    first = found[0]
    refused = first.problem == "credentials"
    said = say(
        "bij {n} van {total} koppelingen ging de laatste run fout, zoals {naam}: {problem}",
        n=len(found), total=total, naam=first.koppeling.timeon_naam, problem=problem_words(first.problem),
    )  # fmt: skip
    state = CheckState.FAIL if refused else CheckState.WARN
    code = ExitCode.CREDENTIALS if refused else ExitCode.OURS
    return Check("failing", _LAST, state, said, hint(first.problem), code, about=first.koppeling.id)


def asked() -> Mapping[str, str] | None:
    """The state of each unit that is installed (`active`, `inactive`, `failed`); None where systemd can't be asked."""
    command = ["systemctl", "--user", "show", "--property=Id,LoadState,ActiveState", *UNITS]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_ASK_SECONDS, check=False)  # noqa: S603 - our own words
    except (OSError, subprocess.SubprocessError):
        return None
    return states(done.stdout) if done.returncode == 0 else None


def states(shown: str) -> Mapping[str, str]:
    """What `systemctl show` says of units that are there."""
    blocks = [dict(line.split("=", 1) for line in block.splitlines() if "=" in line) for block in shown.split("\n\n")]
    return {one["Id"]: one["ActiveState"] for one in blocks if one.get("LoadState") == "loaded" and "Id" in one}


def _running(units: Mapping[str, str] | None) -> Check:
    if units is None:
        return Check("units", _SCHEDULE, CheckState.UNKNOWN, say("systemd is hier niet te vragen"))
    running = [name for name, state in units.items() if state == "active"]
    if running:
        return Check("units", _SCHEDULE, CheckState.OK, say("{naam} loopt", naam=running[0]))
    if units:
        name = next(iter(units))
        return Check(
            "units", _SCHEDULE, CheckState.WARN, say("{naam} staat klaar maar loopt niet", naam=name),
            f"systemctl --user enable --now {name}",
        )  # fmt: skip
    return Check("units", _SCHEDULE, CheckState.UNKNOWN, say("geen units van koppelbord voor deze gebruiker"))


def _workers(count: int | None) -> Check:
    if count is None:
        return Check("workers", _SCHEDULE, CheckState.UNKNOWN, say("hier heeft nog geen worker gewerkt"), say(_START))
    if count:
        return Check("workers", _SCHEDULE, CheckState.OK, say("workers aan het werk: {n}", n=count))
    return Check("workers", _SCHEDULE, CheckState.WARN, say("er werkt geen worker"), say(_START))
