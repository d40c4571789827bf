"""One sandbox: both services over one world, and what a client needs to know to reach them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from core.sandbox.control import control_app
from core.sandbox.couplings import Couplings
from core.sandbox.faults import NAMED, FaultMiddleware, Faults
from core.sandbox.snelstart.acts import totals
from core.sandbox.snelstart.app import snelstart_app
from core.sandbox.timeon import timeon_app

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from core.sandbox.keeper import Keeper
    from core.sandbox.snelstart.state import SnelStartState
    from core.sandbox.timeon.state import TimeOnState


@dataclass(slots=True)
class Sandbox:
    """The two worlds and their applications; all memory is in the two states."""

    snelstart: SnelStartState
    timeon: TimeOnState
    couplings: Couplings = field(default_factory=Couplings)
    keeper: Keeper | None = None
    faults: Faults = field(default_factory=Faults)
    more: dict[str, TimeOnState] = field(default_factory=dict)
    """Other organisations of Time On, by the id of the administratie that each fits."""

    def facts(self, snelstart_base: str, timeon_base: str, control_base: str) -> dict[str, Any]:
        """What a client needs, as the one JSON object that `koppelbord sandbox` prints.

        The bases are `http://host:port` without a slash. A koppelsleutel is the newest that still works; null when
        every one was revoked. `timeon_key` of an administratie opens the organisation that fits it; null when none does.
        """
        return {
            "snelstart_url": f"{snelstart_base}/v2",
            "snelstart_auth_url": f"{snelstart_base}/b2b/token",
            "timeon_url": timeon_base,
            "control_url": control_base,
            "subscription_key": min(self.snelstart.subscription_keys, default=None),
            "timeon_key": min(self.timeon.api_keys, default=None),
            "administraties": [
                {
                    "id": administratie.id,
                    "naam": administratie.naam,
                    "koppelsleutel": next(
                        (key for key, state in reversed(administratie.koppelsleutels.items()) if state.active), None
                    ),
                    "timeon_key": self._timeon_key(administratie.id),
                }
                for administratie in self.snelstart.administraties
            ],
        }

    def apps(self) -> dict[str, ASGIApp]:
        """The applications by name: `snelstart`, `timeon` and `control`.

        A fault comes around a service that has kept what it did: what was committed before a lost answer stays.
        """
        control = control_app(self.snelstart, self.timeon, self.couplings, self.faults)
        return {
            "snelstart": FaultMiddleware(self._kept(snelstart_app(self.snelstart)), self.faults, "snelstart"),
            "timeon": FaultMiddleware(self._kept(timeon_app(self.timeon, *self.more.values())), self.faults, "timeon"),
            "control": self._kept(control),
        }

    def use_faults(self, source: str) -> None:
        """Let faults strike from now on: the name of a set, or the JSON text of a list of rules.

        Raises RuleError with a sentence, and then nothing changes.
        """
        if source.strip() in NAMED:
            self.faults.take(source.strip())
        else:
            self.faults.read(source)

    def close(self) -> None:
        """Let go of the state file, if there is one."""
        if self.keeper is not None:
            self.keeper.file.close()

    def _timeon_key(self, administratie_id: str) -> str | None:
        fits = (
            self.timeon if administratie_id == self.snelstart.administraties[0].id else self.more.get(administratie_id)
        )
        return min(fits.api_keys, default=None) if fits is not None else None

    def _kept(self, app: ASGIApp) -> ASGIApp:
        return app if self.keeper is None else self.keeper.guard(app)

    def totals(self, administratie_id: str) -> dict[str, Any]:
        """`{"orders": {"count": int, "total": Decimal}}`: the live verkooporders, excluding btw.

        Raises KeyError for an unknown administratie.
        """
        return totals(self.snelstart.administratie(administratie_id))
