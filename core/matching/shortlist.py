"""For each name the names across that look most like it."""

from collections.abc import Sequence

LIMIT = 12


def shortlist(queries: Sequence[str], choices: Sequence[str], limit: int = LIMIT) -> list[list[tuple[int, float]]]:
    """Per query the positions of the likest choices with a likeness of 0 to 100, best first."""
    if not queries or not choices:
        return [[] for _ in queries]
    from rapidfuzz import fuzz, process

    return [
        [
            (position, score)
            for _, score, position in process.extract(query, choices, scorer=fuzz.token_sort_ratio, limit=limit)
            if query
        ]
        for query in queries
    ]
