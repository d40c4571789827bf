"""Faults on demand for both services: a table of rules, and an ASGI layer that carries them out over real sockets."""

from core.sandbox.faults.middleware import FaultMiddleware
from core.sandbox.faults.named import NAMED
from core.sandbox.faults.rule import FAULTS, Rule, RuleError, read_rule
from core.sandbox.faults.table import Faults

__all__ = ["FAULTS", "NAMED", "FaultMiddleware", "Faults", "Rule", "RuleError", "read_rule"]
