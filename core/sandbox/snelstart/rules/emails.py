"""The rules of e-mail addresses on a relatie: lists apart by semicolons, 250 characters, needed when sending is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.sandbox.snelstart.rules.formats import are_emails

if TYPE_CHECKING:
    from core.sandbox.snelstart.state import Record

LONGEST = 250
FIRST_CODES = {
    "aanmaningEmailVersturen": ("REL-0029", 68),
    "factuurEmailVersturen": ("REL-0032", 72),
    "bevestigingsEmailVersturen": ("REL-0038", 76),
    "offerteEmailVersturen": ("REL-0044", 80),
    "offerteAanvraagEmailVersturen": ("REL-0089", 92),
    "bestellingEmailVersturen": ("REL-0096", 99),
}
"""By member: the code for an address that is needed, and the first of four for lists: wrong and too long, to and cc.

The families are published; the order within one is assumed.
"""


def _list_codes(text: str | None, wrong: str, too_long: str) -> list[str]:
    if not text:
        return []
    return [code for code, applies in ((wrong, not are_emails(text)), (too_long, len(text) > LONGEST)) if applies]


def email_codes(record: Record) -> list[str]:
    """The codes for the main address and for what is sent where."""
    codes = _list_codes(record["email"], "REL-0084", "REL-0085")
    for member, (needed, first) in FIRST_CODES.items():
        sending = record[member] or {}
        codes += _list_codes(sending.get("email"), f"REL-{first:04}", f"REL-{first + 1:04}")
        codes += _list_codes(sending.get("ccEmail"), f"REL-{first + 2:04}", f"REL-{first + 3:04}")
        if sending.get("shouldSend") and not sending.get("email"):
            codes.append(needed)
    return codes
