"""The one door to the network, and the only package that imports httpx: time-outs, retries of reads, redaction.

A write leaves once. Nothing below this door, and nothing in it, sends a write a second time.
"""

from core.http.answer import Answer, Call, Tally, decode
from core.http.bearer import Bearer
from core.http.client import Http
from core.http.secrets import MASK, Secrets
from core.http.waiting import one_line, paused_until

__all__ = ["MASK", "Answer", "Bearer", "Call", "Http", "Secrets", "Tally", "decode", "one_line", "paused_until"]
