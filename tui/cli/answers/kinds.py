"""The kinds of text that answers are made of, each with what a schema says of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any


@dataclass(frozen=True, slots=True, eq=False)
class Facet:
    """Words of JSON Schema that go with a type."""

    words: Mapping[str, Any] = field(default_factory=dict)


Amount = Annotated[str, Facet({"pattern": r"^-?\d+\.\d{2}$", "description": "euros, decimal text, two decimals"})]
Number = Annotated[str, Facet({"pattern": r"^-?\d+(\.\d+)?$", "description": "decimal text"})]
Day = Annotated[str, Facet({"format": "date"})]
Moment = Annotated[str, Facet({"format": "date-time"})]
Sha256 = Annotated[str, Facet({"pattern": "^[0-9a-f]{64}$"})]
Count = Annotated[int, Facet({"minimum": 0})]
