"""Where names are crowded a name alone may tell too little: who bears it without a legal form may be the one across that
bears it with one.

In small lists that is so seldom the case that an equal name is believed; in large ones such a pair needs another field.
"""

from collections import Counter
from collections.abc import Collection, Iterable

from core.matching.contact import compare
from core.matching.field import Entry
from core.matching.normalise import LEGAL_FORMS

CROWDED = 0.01
"""The part of all pairs above which they are doubted. About one in thirteen of them is wrong (ADR 7), so that up to here
they cost less than one wrong pair in a thousand."""
FEWEST = 100
"""So few pairs say nothing of the lists they stand in."""
_TELLING = frozenset({"nummer", "btw", "kvk", "iban", "email", "telefoon"})
_ADDRESS = frozenset({"postcode", "huisnummer"})


def in_doubt(field: Iterable[Entry], pairs: Collection[tuple[Entry, Entry]]) -> frozenset[Entry]:
    """Both klanten of every pair whose name does not tell enough, in lists that are crowded; else nobody.

    That is a name without a legal form, which somebody who is in no pair bears as well, apart from a legal form and spaces,
    while the two share no number, e-mail, phone or address.
    """
    if len(pairs) <= FEWEST:
        return frozenset()
    paired = {entry for pair in pairs for entry in pair}
    loose = Counter(bare(entry) for entry in field if entry not in paired)
    unclear = [pair for pair in pairs if not _has_form(pair[0]) and any(loose[bare(entry)] for entry in pair)]
    if len(unclear) <= max(FEWEST, CROWDED * len(pairs)):
        return frozenset()
    return frozenset(entry for pair in unclear if not _share_more(*pair) for entry in pair)


def bare(entry: Entry) -> str:
    """The folded name without its legal form and its spaces."""
    words = entry.fold.split()
    return "".join(words if LEGAL_FORMS.isdisjoint(words) else [word for word in words if word not in LEGAL_FORMS])


def _share_more(left: Entry, right: Entry) -> bool:
    return is_telling(compare(left.partij, right.partij)[0])


def is_telling(agree: Iterable[str]) -> bool:
    """Whether fields that agree say who somebody is: a street or a town alone does not."""
    fields = frozenset(agree)
    return not fields.isdisjoint(_TELLING) or fields >= _ADDRESS


def _has_form(entry: Entry) -> bool:
    return not LEGAL_FORMS.isdisjoint(entry.fold.split())
