"""The words of the list of koppelingen: the state of one, its details, what to heed before the first."""

from collections.abc import Sequence

from core.domain.koppeling import KoppelingState, KoppelingSummary
from core.domain.money import euro
from core.text import mark, t, tn
from screens.widgets.said import Line
from screens.widgets.source import Cell
from screens.widgets.times import clock_text
from screens.widgets.tones import Sign, Tone

HEED = (
    mark("SnelStart minstens inKaart. Een accountantsabonnement laat je eerst door SnelStart openzetten."),
    mark("Namen EXACT gelijk, of nummers gelijk: anders ontstaan dubbele klanten in Time On."),
    mark("Eén Time On-administratie hoort bij één boekhouding."),
    mark("Uitgewisseld: Klanten, Producten, Productgroepen, Aanmaken concept verkoopfacturen."),
)
_PROBLEMS = {
    "refused": mark("een rij geweigerd"),
    "credentials": mark("sleutel"),
    "unreachable": mark("onbereikbaar"),
    "paused": mark("moet wachten"),
}


def state_cell(summary: KoppelingSummary) -> Cell:
    """The state as a symbol and a word."""
    state = summary.koppeling.state
    if state is KoppelingState.ONTKOPPELD:
        return Cell(f"{Sign.NONE} {t(state.label)}", Tone.DIM)
    if summary.problem:
        return Cell(f"{Sign.BAD} {t(_PROBLEMS.get(summary.problem, summary.problem))}", Tone.BAD)
    if state is KoppelingState.AANGEMELD:
        return Cell(f"{Sign.NOT_YET} {t(state.label)}", Tone.DIM)
    if summary.waiting:
        return Cell(f"{Sign.WARN} {t('{n} review', n=summary.waiting)}", Tone.WARN)
    if state is KoppelingState.ACTIEF:
        return Cell(f"{Sign.GOOD} {t(state.label)}", Tone.GOOD)
    return Cell(f"{Sign.BUSY} {t(state.label)}", Tone.BUSY)


def details(summary: KoppelingSummary) -> Sequence[Line]:
    """Everything about one koppeling, and what to do next."""
    koppeling = summary.koppeling
    if koppeling.state is KoppelingState.AANGEMELD:
        step = t(koppeling.step.label)
        return [
            t("Koppelen is begonnen; de volgende stap is {stap}.", stap=step),
            _next(t("{koppelingen.open} gaat verder")),
        ]
    lines: list[Line] = []
    if koppeling.state is KoppelingState.ONTKOPPELD:
        lines.append(t("Ontkoppeld. De geschiedenis blijft te lezen; {koppelingen.koppelen} koppelt opnieuw."))
    lines += [
        _sync_line(summary),
        t("{n} klanten gekoppeld · {p} producten · {g} productgroepen", n=summary.paired, p=summary.producten,
          g=summary.productgroepen),
        _open_line(summary),
    ]  # fmt: skip
    if koppeling.state is KoppelingState.REVIEW:
        lines.append(_next(t("{koppelingen.open} gaat verder met {stap}", stap=t(koppeling.step.label))))
    elif summary.waiting:
        lines.append(
            _next(
                tn(
                    "{koppelingen.review}: {n} rij wacht op een besluit",
                    "{koppelingen.review}: {n} rijen wachten op een besluit",
                    summary.waiting,
                )
            )
        )
    return lines


def _sync_line(summary: KoppelingSummary) -> Line:
    if summary.last_run_at is None:
        return t("Nog niet gesynchroniseerd.")
    when = clock_text(summary.last_run_at)
    calls = tn("{n} aanroep", "{n} aanroepen", summary.last_run_calls)
    if summary.last_run_writes:
        done = tn("{n} wijziging", "{n} wijzigingen", summary.last_run_writes)
    else:
        done = t("niets te doen")
    said = t("Laatste sync {when}, {calls}, {done}.", when=when, calls=calls, done=done)
    if summary.last_run_ok is False:
        return (Cell(f"{Sign.WARN} ", Tone.WARN), said, " ", t("Niet alles is gedaan."))
    return said


def _open_line(summary: KoppelingSummary) -> Line:
    if not summary.open_count:
        return t("Geen declaraties openstaand.")
    first = tn("{n} declaratie openstaand", "{n} declaraties openstaand", summary.open_count)
    return t("{eerste}: € {bedrag}, waarvan {n} nog te factureren in SnelStart.", eerste=first,
             bedrag=euro(summary.open_amount), n=summary.to_invoice)  # fmt: skip


def _next(text: str) -> Line:
    return (Cell("→ ", Tone.ACCENT), text)
