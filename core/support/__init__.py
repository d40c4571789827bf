"""What a support engineer needs: whether everything is in order here, and what to do where it is not."""

from core.support.check import Check, CheckState
from core.support.doctor import Doctor

__all__ = ["Check", "CheckState", "Doctor"]
