"""Reading a request of the control API: one JSON object, typed parameters, and a sentence when it is wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

_DECODER = msgspec.json.Decoder(float_hook=Decimal)


class AskedError(ValueError):
    """The request lacks something or has it in the wrong form; the text goes out with 400."""


class Asked:
    """The parameters of one request."""

    def __init__(self, body: bytes) -> None:
        try:
            value = _DECODER.decode(body) if body.strip() else {}
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ArithmeticError):
            raise AskedError("Geen geldige JSON.") from None
        if not isinstance(value, dict):
            raise AskedError("Een JSON-object is nodig.")
        self.values: dict[str, Any] = value

    def text(self, name: str) -> str:
        """A string that must be there."""
        value = self.optional_text(name)
        if value is None:
            raise AskedError(f"{name} ontbreekt.")
        return value

    def optional_text(self, name: str) -> str | None:
        """A string, or None when absent or null."""
        value = self.values.get(name)
        if value is not None and not isinstance(value, str):
            raise AskedError(f"{name} moet tekst zijn.")
        return value

    def whole(self, name: str) -> int:
        """An integer that must be there."""
        value = self.optional_whole(name)
        if value is None:
            raise AskedError(f"{name} ontbreekt.")
        return value

    def optional_whole(self, name: str) -> int | None:
        """An integer of 32 bits, or None when absent or null."""
        value = self.values.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 1 << 31:
            raise AskedError(f"{name} moet een geheel getal zijn.")
        return value

    def optional_flag(self, name: str) -> bool | None:
        """True or false, or None when absent or null."""
        value = self.values.get(name)
        if value is not None and not isinstance(value, bool):
            raise AskedError(f"{name} moet true of false zijn.")
        return value

    def optional_amount(self, name: str) -> Decimal | None:
        """Euros as a number or as decimal text, or None when absent or null."""
        value = self.values.get(name)
        if value is None:
            return None
        try:
            amount = Decimal(value) if isinstance(value, str | int | Decimal) else None
        except InvalidOperation:
            amount = None
        if amount is None or isinstance(value, bool) or not amount.is_finite():
            raise AskedError(f"{name} moet een bedrag zijn.")
        return amount

    def optional_day(self, name: str) -> date | None:
        """An ISO date, or None when absent or null."""
        value = self.optional_text(name)
        try:
            return None if value is None else date.fromisoformat(value)
        except ValueError:
            raise AskedError(f"{name} moet een datum zijn (JJJJ-MM-DD).") from None

    def members(self, name: str) -> dict[str, Any]:
        """A JSON object; empty when absent or null."""
        value = self.values.get(name)
        if value is not None and not isinstance(value, dict):
            raise AskedError(f"{name} moet een object zijn.")
        return value or {}

    def items(self, name: str) -> list[Any]:
        """A list that must be there."""
        value = self.values.get(name)
        if not isinstance(value, list):
            raise AskedError(f"{name} moet een lijst zijn.")
        return value

    def texts(self, name: str) -> list[str]:
        """A list of strings that must be there."""
        value = self.items(name)
        if not all(isinstance(item, str) for item in value):
            raise AskedError(f"{name} moet een lijst met teksten zijn.")
        return value
