"""Every screen as it stands in a world that was walked through: one line a scene, two pictures of each.

A scene opens its screen on the koppeling of that world and presses keys; each begins with the same files.
"""

from dataclasses import dataclass

NARROW, WIDE = (80, 24), (120, 40)
WALKED, EMPTY, LOGIN = "walked", "empty", "login"
"""Files of a koppeling at work; none, with a koppelsleutel at hand; none, and a login to get one by."""


@dataclass(frozen=True, slots=True)
class Scene:
    """`screen` by its route; `keys` to press once it is there, or in a home that is not WALKED to come there.

    `subject` is a field of the walked world, or itself. Without `counts` its numbers depend on how often was asked or
    noted before, and are drawn as signs.
    """

    name: str
    screen: str
    keys: str = ""
    subject: str = ""
    home: str = WALKED
    counts: bool = True
    languages: tuple[str, ...] = ("nl",)


BOTH = ("nl", "en")
SCENES = (
    Scene("koppelingen", "koppelingen", languages=BOTH, counts=False),
    Scene("klanten", "klanten", languages=BOTH),
    Scene("klanten-gefilterd", "klanten", "slash b a k k e r enter"),
    Scene("klanten-kolommen", "klanten", "O"),
    Scene("klant", "klant"),
    Scene("producten", "producten", languages=BOTH),
    Scene("productgroepen", "productgroepen"),
    Scene("registraties", "registraties", "space space down", languages=BOTH),
    Scene("omzet", "registraties", "o", languages=BOTH),
    Scene("declaraties", "declaraties", languages=BOTH),
    Scene("declaratie", "declaratie", subject="declaratie", languages=BOTH),
    Scene("bewijs", "bewijs", subject="declaratie", counts=False),
    Scene("review", "review", languages=BOTH),
    Scene("review-voluit", "review", "v", languages=BOTH),
    Scene("sync", "sync"),
    Scene("syncing", "syncing", counts=False),
    Scene("run", "run", subject="20261124T130200", counts=False),
    Scene("terugdraaien", "terugdraaien", subject="20261124T130200"),
    Scene("review-producten", "review.producten"),
    Scene("review-productgroepen", "review.productgroepen"),
    Scene("bron", "bron"),
    Scene("record", "record", subject="declaratie-record", counts=False),
    Scene("diagnose", "diagnose", languages=BOTH, counts=False),
    Scene("tijdlijn", "tijdlijn", counts=False),
    Scene("gebeurtenissen", "gebeurtenissen", counts=False),
    Scene("kantoorbord", "kantoorbord", languages=BOTH, counts=False),
    Scene("afronden", "afronden"),
    Scene("leeg", "koppelingen", home=EMPTY, languages=BOTH),
    Scene("koppelen-login", "koppelen.login", "k enter", home=LOGIN),
    Scene("koppelen-administratie", "koppelen.administratie", "k", home=EMPTY),
    Scene("koppelen-koppel", "koppelen.koppel", "k enter", home=EMPTY),
    Scene("koppelen-review", "review", "k enter k", home=EMPTY),
    Scene("plan", "plan"),
    Scene("importeren", "importeren"),
    Scene("artikelregels", "artikelregels"),
    Scene("rondleiding", "rondleiding"),
    Scene("uitleg", "uitleg"),
    Scene("hulp", "help", subject="klanten", languages=BOTH),
)
