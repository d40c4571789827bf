"""One thing that was looked at: how it stands, what was seen, what to do about it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.errors import AppError, ExitCode
from core.text import Sentence, in_sentences, mark, say, t

EACH = 3
"""Koppelingen of which the same is said one by one."""


class CheckState(StrEnum):
    """WARN works but deserves a look; FAIL does not work; PERSON is what no service tells and a person must look up;
    UNKNOWN could not be looked at.
    """

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"
    PERSON = "person"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The msgid of its word on screen."""
        return _LABELS[self]


_LABELS = {
    CheckState.OK: mark("goed"),
    CheckState.WARN: mark("let op"),
    CheckState.FAIL: mark("fout"),
    CheckState.PERSON: mark("zelf nagaan"),
    CheckState.UNKNOWN: mark("onbekend"),
}


@dataclass(frozen=True, slots=True)
class Check:
    """`name` is a fixed word for programs, `label` its msgid for people; `exit_code` is what a FAIL means to a shell.
    `about` is the id of the koppeling that it is about, empty for one about the home; the value `naam` of its detail is then
    a name. `here`: it tells of this terminal, this session or this minute and not of what is kept.
    """

    name: str
    label: str
    state: CheckState
    detail: Sentence | str = ""
    advice: Sentence | str = ""
    exit_code: ExitCode = ExitCode.OURS
    about: str = ""
    here: bool = False

    def to_json(self) -> dict[str, Any]:
        """An item of `doctor --json`."""
        return {
            "name": self.name,
            "label": t(self.label),
            "state": self.state.value,
            "detail": str(self.detail),
            "advice": str(self.advice),
        }


def folded(checks: Iterable[Check]) -> Iterator[Check]:
    """Of what is said of many koppelingen alike, and asks nothing of anybody, only of how many it is said; the rest as it
    is, in its place.
    """
    found = list(checks)
    alike = Counter((one.name, one.state) for one in found if _is_quiet(one))
    told = set()
    for check in found:
        kind = (check.name, check.state)
        if not _is_quiet(check) or alike[kind] <= EACH:
            yield check
        elif kind not in told:
            told.add(kind)
            yield Check(check.name, check.label, check.state, say("bij {n} koppelingen", n=alike[kind]))


def _is_quiet(check: Check) -> bool:
    return bool(check.about) and check.state in (CheckState.OK, CheckState.UNKNOWN)


def failed(name: str, label: str, problem: AppError) -> Check:
    """An error as a check that failed, its own words kept."""
    detail = in_sentences(problem.title, problem.detail)
    return Check(name, label, CheckState.FAIL, detail, problem.advice, problem.exit_code)
