"""The Time On API: one client an API key, and its records between wire and domain.

Time On publishes no description of its answers; every shape here was measured by others against the live service.
"""

from core.timeon.client import TimeOn

__all__ = ["TimeOn"]
