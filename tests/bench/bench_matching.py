"""Measures matching beside rapidfuzz's comparison of all pairs in the same run; prints figures, asserts nothing.

    python -m tests.bench.bench_matching [--sizes 10000,20000,100000] [--json FILE]

For each size: seconds for both, the share of klanten whose right counterpart is a pair or among five, precision and
recall of the accepted pairs beside folding alone, a hundred new klanten looked for among all, and the peak of memory. All pairs are compared up to 20,000 x 20,000.
"""

import argparse
import json
import resource
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process

from core.coupling import alike
from core.domain.match import Candidate
from core.domain.partij import Partij, Side
from core.matching import postings, review
from core.matching.files import match_files
from core.matching.normalise import fold
from core.store import match_keys, observed, records
from core.store.connection import Connection
from core.store.database import connect
from core.store.schema_koppeling import KOPPELING
from tests.bench.dutch_names import Klant, Registers, registers

ALL_PAIRS_UP_TO = 20_000
NEW, NEW_BUDGET = 100, 0.1
KLANT = frozenset({"Klant"})


def parties(side: Side, klanten: list[Klant]) -> list[Partij]:
    return [
        Partij(side, k.id, k.naam, k.nummer, email=k.email, telefoon=k.telefoon, straat=k.straat, postcode=k.postcode,
               plaats=k.plaats, soorten=KLANT)
        for k in klanten
    ]  # fmt: skip


def quality(made: Registers, answer: dict[str, Any]) -> dict[str, float]:
    """Precision and recall of the pairs; the share of who has a counterpart that is paired with it or has it listed."""
    pairs = {pair["left"]: pair["right"] for pair in answer["pairs"]}
    right = sum(made.truth.get(one) == other for one, other in pairs.items())
    listed = sum(
        pairs.get(one) == other
        or (one not in pairs and other in [found for found, _ in answer["candidates"].get(one, ())])
        for one, other in made.truth.items()
    )
    return {
        "precision": round(right / max(len(pairs), 1), 5),
        "recall": round(right / len(made.truth), 5),
        "among_five": round(listed / len(made.truth), 5),
    }


def folding_alone(made: Registers) -> dict[str, float]:
    """Names equal after folding, unique on both sides: the floor for recall."""
    sides: list[dict[str, list[str]]] = [{}, {}]
    for found, klanten in zip(sides, (made.left, made.right), strict=True):
        for klant in klanten:
            found.setdefault(fold(klant.naam), []).append(klant.id)
    pairs = {
        ids[0]: sides[1][name][0] for name, ids in sides[0].items() if len(ids) == 1 == len(sides[1].get(name, ()))
    }
    right = sum(made.truth.get(one) == other for one, other in pairs.items())
    return {"precision": round(right / max(len(pairs), 1), 5), "recall": round(right / len(made.truth), 5)}


def peak() -> float:
    """MB resident at most so far."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000, 1)


def timed(work: Any) -> tuple[Any, float]:
    start = time.perf_counter()
    answer = work()
    return answer, round(time.perf_counter() - start, 3)


def new_rows(new: list[Partij], right: list[Partij], truth: Mapping[str, str]) -> dict[str, float]:
    """A hundred klanten that came, looked for by the keys in a file; beside all pairs of names that are at hand already.

    `floor` is the reading of what the keys lead to: the holders of the grams that are asked for, and who was met.
    """
    with TemporaryDirectory() as folder, closing(connect(Path(folder) / "k.db", KOPPELING)) as db:
        _store(db, right)
        _, keyed = timed(lambda: unit(db, lambda: alike.bring_up_to_date(db, Side.SNELSTART)))
        alike.look(db, new[:1], Side.SNELSTART)  # what is imported once is no part of a look
        found, seconds = timed(lambda: alike.look(db, new, Side.SNELSTART))
        changed = [replace(one, naam=f"{one.naam} 2") for one in right[:NEW]]
        _store(db, changed)
        _, again = timed(lambda: unit(db, lambda: alike.bring_up_to_date(db, Side.SNELSTART)))
        _, floor = timed(lambda: _read(db, new, found))
    names = [fold(one.naam) for one in new], [fold(one.naam) for one in right]
    _, peer = timed(lambda: process.cdist(*names, scorer=fuzz.ratio, workers=-1, dtype=np.uint8))
    wanted = {at: truth[one.id] for at, one in enumerate(new) if one.id in truth}
    listed = sum(other in [one.partij.id for one in found.get(at, ())] for at, other in wanted.items())
    return {
        "seconds": seconds, "budget": NEW_BUDGET, "floor": floor, "all_pairs": peer,
        "times_all_pairs": round(seconds / max(peer, 0.001), 2), "among_five": round(listed / max(len(wanted), 1), 4),
        "keys_made_seconds": keyed, "hundred_changed_seconds": again,
    }  # fmt: skip


def _store(db: Connection, partijen: list[Partij]) -> None:
    rows = [records.partij_row(one, observed.digest(one.naam.encode()), b"{}") for one in partijen]
    unit(db, lambda: observed.upsert(db, "relaties", rows))


def unit(db: Connection, work: Any) -> None:
    db.execute("BEGIN IMMEDIATE")
    work()
    db.execute("COMMIT")


def _read(db: Connection, new: list[Partij], found: Mapping[int, Sequence[Candidate]]) -> None:
    match_keys.holders(db, Side.SNELSTART, postings.grams_in([fold(one.naam) for one in new]))
    records.partijen_of(db, Side.SNELSTART, {one.partij.id for each in found.values() for one in each})


def measure(size: int) -> dict[str, Any]:
    figures: dict[str, Any] = {"size": size}
    for kind, options in (
        ("names", {}),
        ("numbers", {"numbers": True}),
        ("contact", {"numbers": True, "contact": True}),
    ):
        made = registers(size, **options)
        left, right = parties(Side.TIMEON, made.left), parties(Side.SNELSTART, made.right)
        answer, seconds = timed(lambda left=left, right=right: match_files(left, right))
        figures[kind] = {"seconds": seconds, **quality(made, answer)}
        if kind == "names":
            figures["folding_alone"] = folding_alone(made)
            figures["peak_mb"] = peak()
            if size <= ALL_PAIRS_UP_TO:
                texts = [k.naam for k in made.left], [k.naam for k in made.right]
                for workers in (1, -1):
                    _, figures[f"all_pairs_{'one' if workers == 1 else 'all'}_cores"] = timed(
                        lambda texts=texts, workers=workers: process.cdist(
                            *texts, scorer=fuzz.ratio, workers=workers, dtype=np.uint8
                        )
                    )
            figures["new_rows"] = new_rows(left[:NEW], right, made.truth)
            _, figures["review_seconds"] = timed(lambda left=left, right=right: review(left, right))
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="10000,20000,100000")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    sizes = [int(size) for size in asked.sizes.split(",")]
    # A process each, so that one size's peak of memory is not another's.
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as pool:
        results = list(pool.map(measure, sizes))
    for figures in results:
        sys.stdout.write(json.dumps(figures, indent=2) + "\n")
    if asked.json:
        asked.json.parent.mkdir(parents=True, exist_ok=True)
        asked.json.write_text(json.dumps(results, indent=2))


if __name__ == "__main__":
    main()
