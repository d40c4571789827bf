"""Every error and every code has an explanation, in both languages, and an error finds its own."""

import pytest

from core import errors
from core.errors import AppError, MovedError, RefusedError
from core.service.explaining import explanations, key_of
from core.snelstart.explain import known_codes
from core.text import set_language


def kinds(cls=AppError):
    for one in cls.__subclasses__():
        if one.__module__ == errors.__name__:
            yield one
        yield from kinds(one)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_error_and_every_code_is_explained(language):
    set_language(language)
    found = {one.key: one for one in explanations()}
    assert {kind.__name__.removesuffix("Error") for kind in kinds()} | set(known_codes()) == set(found)
    assert all(one.heading and one.meaning and one.doing for one in found.values())


@pytest.mark.parametrize(
    ("problem", "key"),
    [
        (MovedError(), "Moved"),
        (RefusedError(codes=("XYZ-1", "ART-0001")), "ART-0001"),
        (RefusedError(codes=("XYZ-1",)), "Refused"),
        (type("Own", (MovedError,), {})(), "Moved"),
        (AppError(), ""),
    ],
)
def test_an_error_finds_the_nearest_explanation(problem, key):
    assert key_of(problem) == key
