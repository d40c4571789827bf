"""A decision laid into a review that is there: only the rows that it touches are made again, and `changed` tells which.

Made again are the rows of who was decided upon and of all who hang together with them, so states and reasons are those
of a whole review. Near matches of other rows are those of the review before, less who is taken now; for who becomes
free they are looked for again.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import replace

from core.domain.match import Decision, MatchRow, MatchState, Verdict
from core.domain.partij import Partij, Side
from core.matching.field import Entry, Field
from core.matching.knots import FEW
from core.matching.near import BEST, LOWEST, Near, nearest
from core.matching.review import Changed, Ground, Review, make, review

_OPEN = (MatchState.CANDIDATES, MatchState.ONLY_TIMEON, MatchState.ONLY_SNELSTART)


def decided(found: Review, decision: Decision) -> Review:
    """The review after this decision. `found` is used up by it: go on from the answer."""
    found, ground = laid_out(found)
    touched = [*_entries(ground.field, decision)]
    for entry in tuple(touched):
        stood = ground.standing.on(entry.partij)
        if stood is not None:
            touched.extend(_entries(ground.field, stood))
    ground.standing.take(decision)
    pair = (decision.timeon_id, decision.snelstart_id)
    if decision.verdict is Verdict.REJECT:
        ground.field.part(*pair)
    elif pair in ground.field.rejected:
        ground.field.rejoin(*pair)
    return _again(found, ground, touched)


def withdrawn(found: Review, decision: Decision) -> Review:
    """The review after this decision was taken back. `found` is used up by it: go on from the answer."""
    found, ground = laid_out(found)
    ground.standing.withdraw(decision)
    if decision.verdict is Verdict.REJECT:
        ground.field.rejoin(decision.timeon_id, decision.snelstart_id)
    return _again(found, ground, [*_entries(ground.field, decision)])


def laid_out(found: Review) -> tuple[Review, Ground]:
    """The review with its ground, ready for a first decision; one put together by hand is laid out again from its rows."""
    if found.ground is None:
        left = [partij for row in found.rows for partij in row.timeon]
        right = [partij for row in found.rows for partij in row.snelstart]
        standing = {id(row.decision): row.decision for row in found.rows if row.decision is not None}
        found = review(left, right, tuple(standing.values()))
    ground = found.ground
    assert ground is not None, "a review that is made here has its ground"  # noqa: S101 - told to the checker
    if not ground.listing:
        _list(ground, ground.rows.made)
    return found, ground


def _entries(field: Field, decision: Decision) -> Iterable[Entry]:
    left, right = field.timeon.entries.get(decision.timeon_id), field.snelstart.entries.get(decision.snelstart_id)
    return [entry for entry in (left, right) if entry is not None]


def _again(found: Review, ground: Ground, touched: Iterable[Entry]) -> Review:
    rows = ground.rows
    area = sorted(_hanging_together(ground, touched), key=lambda entry: entry.at)
    free = [entry for entry in area if rows.made[entry].decision is None]
    gone = _taken_out(ground, area)
    singles = make(ground, area)
    if rows.searched and singles:
        near, partners = _near(ground, singles)
        gone |= _taken_out(ground, partners)
        area.extend(partners)
        singles.extend(partners)
    else:
        near = {}
    for entry in rows.add_near(singles, near):
        rows.add_single(entry)
    _list(ground, area)
    taken = [entry.partij for entry in free if rows.made[entry].state not in _OPEN]
    fresh = {id(rows.made[entry]) for entry in area}
    shorter, anew = _without(ground, taken)
    gone |= {key: row for key, row in shorter.items() if key not in fresh}
    made = tuple({id(row): row for row in (*(rows.made[entry] for entry in area), *anew)}.values())
    kept = list(found.rows)

    for row in gone.values():
        del kept[bisect_left(kept, found.place(row), key=found.place)]
    for row in made:
        insort(kept, row, key=found.place)
    return Review(tuple(kept), ground, Changed(tuple(gone.values()), made))


def _taken_out(ground: Ground, entries: Iterable[Entry]) -> dict[int, MatchRow]:
    """Take the rows of these entries away; answers which rows those were, by identity."""
    gone = {}
    for entry in entries:
        row = ground.rows.made.pop(entry)
        gone[id(row)] = row
        ground.rows.earlier.pop(entry, None)
    return gone


def _hanging_together(ground: Ground, entries: Iterable[Entry]) -> set[Entry]:
    """These entries and all who stand in a row with them or are led to, step by step."""
    found: set[Entry] = set()
    waiting = list(entries)
    while waiting:
        entry = waiting.pop()
        if entry in found:
            continue
        found.add(entry)
        waiting.extend(entry.alike)
        waiting.extend(entry.namesakes)
        waiting.extend(entry.points.values())
        waiting.extend(_in_row(ground.field, ground.rows.made[entry]))
        own, across = ground.field.sharers(entry, "nummer")
        if 0 < own + across <= FEW:
            for table in (ground.field.timeon, ground.field.snelstart):
                waiting.extend(table.keys["nummer"].get(entry.keys["nummer"], ()))
    return found


def _in_row(field: Field, row: MatchRow) -> Iterable[Entry]:
    yield from (field.timeon.entries[partij.id] for partij in row.timeon)
    yield from (field.snelstart.entries[partij.id] for partij in row.snelstart)


def _near(ground: Ground, singles: list[Entry]) -> tuple[dict[Entry, Near], list[Entry]]:
    """The near matches of these singles among all who are open, and whom of the others they are the best of.

    Those others are joined by them, so their near matches are answered too.
    """
    made = ground.rows.made
    others = [entry for entry, row in made.items() if row.state in _OPEN and row.waits]
    ours, theirs = _sides(singles)
    left, right = _sides([*singles, *others])
    apart = ground.field.rejected
    of_ours = nearest(ours, right, apart, {Side.TIMEON}) if ours and right else {}
    of_theirs = nearest(left, theirs, apart, {Side.SNELSTART}) if left and theirs else {}
    listed = {one: (of_ours if one.is_timeon else of_theirs).get(one) for one in singles}
    near = {entry: found.candidates for entry, found in listed.items() if found is not None}
    partners: dict[Entry, Entry] = {}
    for entry in sorted(near, key=lambda one: (-near[one][0].score, one.at)):
        best = near[entry][0]
        other = ground.field.across(entry).entries[best.partij.id]
        if entry in partners or other in partners:
            continue
        if other in near:
            if near[other][0].partij is entry.partij:
                partners[entry], partners[other] = other, entry
        elif other in made and _is_best_of(made[other], entry.partij, best.score):
            mirrored = (of_ours if entry.is_timeon else of_theirs)[other].candidates
            mine = [one for one in mirrored if one.partij is entry.partij]
            rest = [one for one in made[other].candidates if one.partij is not entry.partij]
            near[other] = tuple([*mine, *rest][:BEST])
            partners[entry], partners[other] = other, entry
    answer = {entry: Near(candidates, partners.get(entry)) for entry, candidates in near.items()}
    return answer, [entry for entry in near if entry in made]


def _is_best_of(row: MatchRow, partij: Partij, score: int) -> bool:
    """Whether nobody looks more like the klant of this row, which stands alone, than this one."""
    alone = len(row.timeon) + len(row.snelstart) == 1
    best = row.candidates[0] if row.candidates else None
    return alone and (best is None or best.score < score or best.partij is partij)


def _sides(entries: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    entries = list(entries)
    return [entry for entry in entries if entry.is_timeon], [entry for entry in entries if not entry.is_timeon]


def _without(ground: Ground, taken: Iterable[Partij]) -> tuple[dict[int, MatchRow], list[MatchRow]]:
    """The rows that listed one of these as a candidate, by identity, and in the same order what they are without."""
    ids = {id(partij) for partij in taken}
    gone: dict[int, MatchRow] = {}
    anew: list[MatchRow] = []
    for entry in {entry for one in ids for entry in ground.listing.get(one, ())}:
        row = ground.rows.made[entry]
        left = tuple(one for one in row.candidates if id(one.partij) not in ids)
        if len(left) == len(row.candidates):
            continue
        entries = list(_in_row(ground.field, row))
        if row.is_pair:
            fewer = replace(row, candidates=left)
            ground.rows.made.update(dict.fromkeys(entries, fewer))
        elif left and left[0].score >= LOWEST:
            ground.rows.add_listed(entry, left)
        else:
            ground.rows.add_single(entry)
        gone[id(row)] = row
        anew.append(ground.rows.made[entry])
    return gone, anew


def _list(ground: Ground, entries: Iterable[Entry]) -> None:
    """Remember in whose row each candidate is listed; what is no longer true there is found out when it is asked."""
    for entry in entries:
        for candidate in ground.rows.made[entry].candidates:
            ground.listing.setdefault(id(candidate.partij), []).append(entry)
