"""Turns an answer that is no success into the one error it means; of a write it decides between refused, not executed
and unknown.
"""

from collections.abc import Callable

from core.clock import Clock
from core.errors import (
    AppError,
    CredentialsError,
    GarbledError,
    PausedError,
    RefusedError,
    ScopeError,
    SubscriptionKeyError,
    UnknownOutcomeError,
    UnreachableError,
)
from core.http import Answer, paused_until
from core.snelstart.explain import advice
from core.snelstart.problem import Problem, Shape, read_problem
from core.text import Sentence, say

_QUOTA = ("call volume", "quota", "rate limit")
_ACCOUNT = "het ingelogde account"
_UNDECIDED = frozenset({408, 499})


def refusal(answer: Answer, clock: Clock, redact: Callable[[str], str], *, write: bool) -> AppError:
    """The error of a complete answer outside 2xx.

    Reads: 5xx is UnreachableError, what can't be read is GarbledError. Writes: only a RefusedError means refused;
    whatever something else than SnelStart may have said is UnknownOutcomeError; 401, 403 and 429 were not executed.
    """
    problem = read_problem(answer, redact)
    detail = _detail(answer, problem)
    if asks_to_wait(answer, problem):
        return PausedError(detail, until=paused_until(answer, problem.text, clock()))
    if write and (answer.status >= 500 or answer.status in _UNDECIDED or answer.status < 400):  # noqa: PLR2004 - HTTP
        return UnknownOutcomeError(detail)
    if answer.status == 503 and "retry-after" in answer.headers:  # noqa: PLR2004 - HTTP
        return PausedError(detail, until=paused_until(answer, problem.text, clock()))
    if answer.status >= 500 or answer.status in _UNDECIDED:  # noqa: PLR2004 - HTTP
        return UnreachableError(detail)
    if problem.shape is Shape.HTML or answer.status < 400:  # noqa: PLR2004 - HTTP
        return UnknownOutcomeError(detail) if write else GarbledError(detail)
    return _client_error(answer.status, problem, detail)


def asks_to_wait(answer: Answer, problem: Problem) -> bool:
    """Whether nothing is wrong but the number of calls: 429, or the 403 of a quota that is used up."""
    if answer.status != 403:  # noqa: PLR2004 - HTTP
        return answer.status == 429  # noqa: PLR2004 - HTTP
    return "retry-after" in answer.headers or any(word in problem.text.lower() for word in _QUOTA)


def _client_error(status: int, problem: Problem, detail: Sentence) -> AppError:
    words = problem.text.lower()
    if status == 401:  # noqa: PLR2004 - HTTP
        return SubscriptionKeyError(detail) if "subscription key" in words else CredentialsError(detail)
    if status == 403 or words.startswith(_ACCOUNT):  # noqa: PLR2004 - HTTP
        return ScopeError(detail)
    known = next((step for step in map(advice, problem.codes) if step is not None), None)
    return RefusedError(detail, codes=problem.codes, status=status, advice=known)


def _detail(answer: Answer, problem: Problem) -> Sentence:
    if problem.text:
        return say("SnelStart ({status}): {text}", status=answer.status, text=problem.text)
    if problem.shape is Shape.HTML:
        return say("{host} antwoordde met een webpagina ({status}).", host=answer.host, status=answer.status)
    return say("{host} antwoordde {status} zonder uitleg.", host=answer.host, status=answer.status)
