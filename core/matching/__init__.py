"""Which klant of Time On is which relatie of SnelStart, and why: rules, near matches, knots, explanations.

Pure: no file, no clock, no chance; the same klanten and decisions give the same rows. Importing this is light: the
libraries that compare names are loaded when near matches are looked for.
"""

from core.matching.deciding import decided, withdrawn
from core.matching.decisions import changed_since, compared
from core.matching.explain import Explanation, Value, explain
from core.matching.files import match_files
from core.matching.mends import Mend, mends
from core.matching.review import Review, review
from core.matching.rules import accept_spelling, acceptable
from core.matching.simulate import Duplicate, duplicates, simulate

__all__ = [
    "Duplicate",
    "Explanation",
    "Mend",
    "Review",
    "Value",
    "accept_spelling",
    "acceptable",
    "changed_since",
    "compared",
    "decided",
    "duplicates",
    "explain",
    "match_files",
    "mends",
    "review",
    "simulate",
    "withdrawn",
]
