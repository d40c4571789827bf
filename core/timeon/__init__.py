"""The Time On API: one client an API key, and its records between wire and domain.

Time On publishes no description of its answers; every shape here was measured by others against the live service. The
client is imported when it is asked for: whoever needs the shapes alone does not pay for it.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.timeon.client import TimeOn

__all__ = ["TimeOn"]


def __getattr__(name: str) -> Any:
    if name != "TimeOn":
        raise AttributeError(name)
    from core.timeon.client import TimeOn

    return TimeOn
