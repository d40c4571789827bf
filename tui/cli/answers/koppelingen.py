"""The answers of `koppelbord koppelingen`."""

from typing import Literal, TypedDict

from tui.cli.answers.kinds import Amount, Count, Moment

State = Literal["aangemeld", "review", "actief", "gepauzeerd", "ontkoppeld"]


class Koppeling(TypedDict):
    """A koppeling as the register knows it; the open amount excludes btw, `problem` is a short code or empty."""

    koppeling: str
    timeon_id: str
    timeon_naam: str
    snelstart_id: str
    snelstart_naam: str
    state: State
    step: Literal["login", "administratie", "koppel", "lezen", "review", "afronden", "klaar"]
    paired: Count
    waiting: Count
    producten: Count
    productgroepen: Count
    last_run_at: Moment | None
    last_run_ok: bool | None
    last_run_calls: Count
    last_run_writes: Count
    open_count: Count
    open_amount: Amount
    to_invoice: Count
    problem: str


class Administratie(TypedDict):
    """A SnelStart administration that a koppelsleutel opens; `coupled_to` is empty while it is free."""

    id: str
    naam: str
    boekjaar: int | None
    klanten: int | None
    coupled_to: str


class Added(TypedDict):
    """Where koppelen stands: `created` counts both sides, `paired` is without them, `review` waits for a person."""

    koppeling: str
    state: State
    paired: Count
    review: Count
    created: Count


class Linked(TypedDict):
    """SnelStart's page on which this Time On administration is activated, and whose keys the receiver had by the end."""

    timeon_naam: str
    link: str
    arrived: list[str]


class Checked(TypedDict):
    """Both sides let us in; `mended` rows of the list were behind their files."""

    koppeling: str
    timeon: str
    snelstart: str
    scopes: list[str]
    clock_skew_seconds: int | None
    mended: Count


class Permitted(TypedDict):
    """What a run without a person may write, and everything that can be permitted."""

    koppeling: str
    permissions: list[str]
    possible: list[str]


class Stands(TypedDict):
    """The state that a koppeling has now."""

    koppeling: str
    state: State
