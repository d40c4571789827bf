"""Which klant of Time On a name or a number in a file is: exactly equal or not at all, and why not."""

from collections.abc import Callable, Iterable, Mapping

from core.domain.partij import Partij
from core.text import Sentence, say

Found = str | Sentence


class Klanten:
    """The klanten of Time On by name and number, and those of SnelStart that are coupled to one of them.

    `couples` is Time On id to SnelStart id; `answers` is what a person said before, name to Time On id.
    """

    def __init__(
        self,
        timeon: Iterable[Partij],
        snelstart: Iterable[Partij],
        couples: Mapping[str, str],
        answers: Mapping[str, str],
    ) -> None:
        partner = {right: left for left, right in couples.items()}
        ours = list(timeon)
        theirs = list(snelstart)
        self._known = {one.id: one for one in ours}
        self._answers = answers
        self._names = _by(ours, lambda one: _plain(one.naam), lambda one: one.id)
        self._numbers = _by(ours, lambda one: one.nummer.strip(), lambda one: one.id)
        coupled = [one for one in theirs if one.id in partner]
        self._their_names = _by(coupled, lambda one: _plain(one.naam), lambda one: partner[one.id])
        self._their_numbers = _by(coupled, lambda one: one.nummer.strip(), lambda one: partner[one.id])
        self._alone = {_plain(one.naam) for one in theirs if one.id not in partner and one.takes_part}
        self._made: dict[tuple[str, str], Found] = {}

    def find(self, naam: str, nummer: str) -> Found:
        """The id in Time On, or the reason why there is none."""
        key = (naam, nummer)
        if key not in self._made:
            self._made[key] = self._find(naam, nummer)
        return self._made[key]

    def _find(self, naam: str, nummer: str) -> Found:
        said = self._answers.get(naam) or self._answers.get(nummer)
        if said in self._known and said:
            return said
        if not naam and not nummer:
            return say("de rij noemt geen klant")
        by_name = self._names.get(_plain(naam)) or self._their_names.get(_plain(naam)) or set()
        by_number = self._numbers.get(nummer) or self._their_numbers.get(nummer) or set()
        found = by_name & by_number if by_name and by_number else by_name or by_number
        if len(found) == 1:
            return self._active(next(iter(found)))
        return self._why_not(_plain(naam), nummer, by_name, by_number)

    def _why_not(self, naam: str, nummer: str, by_name: set[str], by_number: set[str]) -> Sentence:
        if by_name and by_number and not by_name & by_number:
            return say("nummer {nummer} is van {een}, de naam van {ander}", nummer=nummer, een=self._label(by_number),
                       ander=self._label(by_name))  # fmt: skip
        if by_name or by_number:
            return say("{n} klanten heten zo of hebben dit nummer", n=len(by_name or by_number))
        if naam in self._alone:
            return say("staat alleen in SnelStart, niet in Time On")
        return say("geen klant met precies deze naam of dit nummer")

    def _active(self, klant_id: str) -> Found:
        one = self._known.get(klant_id)
        if one is None:
            return say("de klant is niet meer in Time On")
        return klant_id if one.actief else say("de klant is nonactief in Time On")

    def _label(self, ids: set[str]) -> str:
        return ", ".join(sorted(self._known[one].naam for one in ids if one in self._known))


def _by(
    partijen: Iterable[Partij], key: Callable[[Partij], str], value: Callable[[Partij], str]
) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in partijen:
        if key(one):
            found.setdefault(key(one), set()).add(value(one))
    return found


def _plain(naam: str) -> str:
    """Spaces alone are no difference: a cell holds what it holds."""
    return " ".join(naam.split())
