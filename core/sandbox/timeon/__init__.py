"""The Time On twin: the API as third parties measured it, with all its habits."""

from core.sandbox.timeon.app import timeon_app
from core.sandbox.timeon.state import TimeOnState

__all__ = ["TimeOnState", "timeon_app"]
