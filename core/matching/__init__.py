"""Which klant of Time On is which relatie of SnelStart, and why: rules, near matches, knots, explanations.

Pure: no file, no clock, no chance; the same klanten and decisions give the same rows. Importing this is light: the
libraries that compare names are loaded when near matches are looked for.
"""

from core.matching.deciding import decided, laid_out, withdrawn
from core.matching.decisions import changed_since, compared, differences_say
from core.matching.explain import Explanation, Value, explain
from core.matching.files import match_files
from core.matching.mends import Mend, mends
from core.matching.near import Told
from core.matching.proposal import proposal
from core.matching.review import Changed, Review, review
from core.matching.rules import accept_spelling, acceptable, in_bulk
from core.matching.simulate import Duplicate, duplicates, simulate

__all__ = [
    "Changed",
    "Duplicate",
    "Explanation",
    "Mend",
    "Review",
    "Told",
    "Value",
    "accept_spelling",
    "acceptable",
    "changed_since",
    "compared",
    "decided",
    "differences_say",
    "duplicates",
    "explain",
    "in_bulk",
    "laid_out",
    "match_files",
    "mends",
    "proposal",
    "review",
    "simulate",
    "withdrawn",
]
