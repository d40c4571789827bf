"""A SnelStart in memory that counts its calls and lets a test act between two of them."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any


class FakeSnelStart:
    """One list of records in their order; `between(n)` runs before call n, from 1."""

    def __init__(self, records: list[dict[str, Any]], *, most: int = 500, ignores_filter: bool = False) -> None:
        self.records = records
        self.most = most
        self.ignores_filter = ignores_filter
        self.calls = 0
        self.asked: list[str] = []
        self.between: Callable[[int], None] = lambda _n: None

    async def page(
        self,
        resource: str,
        *,
        filter: str = "",  # noqa: A002 - the word of the API
        size: int,
        skip: int = 0,
    ) -> list[bytes]:
        self.calls += 1
        self.between(self.calls)
        self.asked.append(filter)
        found = self.records
        if filter and not self.ignores_filter:
            moment = filter.split("'")[1]
            found = [r for r in found if r["modifiedOn"] > moment]
        return [json.dumps(r).encode() for r in found[skip : skip + min(size, self.most)]]

    async def read(self, resource: str, record_id: str) -> bytes | None:
        self.calls += 1
        return next((json.dumps(r).encode() for r in self.records if r["id"] == record_id), None)


def relatie(number: int, when: str = "", **more: Any) -> dict[str, Any]:
    """Changed last at a moment of its own, an hour after the relatie before it."""
    stamp = when or (datetime.fromisoformat("2026-01-01") + timedelta(hours=number)).isoformat()
    return {
        "id": f"{number:08d}-0000-4000-a000-000000000000",
        "naam": f"Klant {number}",
        "relatiecode": 10_000 + number,
        "relatiesoort": ["Klant"],
        "nonactief": False,
        "modifiedOn": stamp,
        **more,
    }
