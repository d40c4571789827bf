"""What the query layer refuses with: one error whose text becomes the body `{"Message": …}` of a 400."""

from __future__ import annotations


class QueryError(Exception):
    """A query option that can't be read; `str()` is the message on the wire."""
