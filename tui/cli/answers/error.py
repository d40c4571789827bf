"""What goes wrong, as `--json` tells it on stderr."""

from typing import Literal, NotRequired, TypedDict


class Error(TypedDict):
    """What went wrong, why, and what to do; `codes` and `status` when a service refused."""

    error: str
    title: str
    detail: str
    advice: str
    exit_code: Literal[0, 1, 2, 3, 4, 5]
    codes: NotRequired[list[str]]
    status: NotRequired[int | None]
