"""SnelStart's B2B API v2: one client a koppelsleutel, its error bodies told apart, records between wire and domain.

Facts are from SnelStart's portal and from clients that ran against it; what is only inferred says so where it stands.
"""

from core.snelstart.body import json_body
from core.snelstart.client import SnelStart
from core.snelstart.explain import advice, explain

__all__ = ["SnelStart", "advice", "explain", "json_body"]
