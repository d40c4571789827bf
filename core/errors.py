"""Every error a person can meet: what happened, why, what to do, and how a command exits.

AppError
├── UsageError                wrong use of a command or a value            exit 2
│   ├── NotFoundError         what was named does not exist
│   └── ReadOnlyError         koppelbord was started to look, and write nothing
├── PersonNeededError         a person must look or choose                 exit 3
│   ├── AlreadyCoupledError   one administratie to one administratie
│   ├── RefusedError          the other side refused a row, with its codes
│   ├── MovedError            a record changed since it was shown
│   ├── GuardError            a ceiling stopped a run before it wrote
│   ├── StoppedError          a person stopped a run between two pages
│   └── EmptyError            there is nothing to work on
├── CredentialsError          the other side does not let us in            exit 4
│   ├── KoppelsleutelError    wrong or revoked koppelsleutel
│   ├── SubscriptionKeyError  wrong subscription key: ours, not the klant's
│   ├── TimeOnKeyError        Time On refused the API key
│   ├── ScopeError            the key opens the administratie but not this
│   ├── EdgeError             the edge before Time On refused the program
│   └── MissingError          no credential anywhere in the chain
├── UnreachableError          the other side is not there, or asks to wait exit 5
│   ├── PausedError           429 or quota: wait until a moment
│   └── GarbledError          it answered, but not in its own language
└── StorageError              the database on this machine                 exit 1
    ├── NewerDatabaseError    written by a newer koppelbord
    ├── DamagedDatabaseError  not a database, or not whole
    ├── DiskFullError         no room: nothing was half written
    └── BusyError             another process holds this koppeling
"""

from collections.abc import Sequence
from datetime import datetime
from enum import IntEnum
from typing import Any, ClassVar

from core.text import Sentence, in_sentences, mark, say, t


class ExitCode(IntEnum):
    """What a command tells the shell."""

    OK = 0
    OURS = 1
    USAGE = 2
    PERSON = 3
    CREDENTIALS = 4
    UNREACHABLE = 5


class AppError(Exception):
    """The root: a title and an advice a class, a detail an occurrence."""

    exit_code: ClassVar[ExitCode] = ExitCode.OURS
    heading: ClassVar[str] = mark("Er ging iets mis in koppelbord.")
    hint: ClassVar[str] = mark("Probeer het opnieuw; blijft het, maak dan een bundel met 'koppelbord support bundle'.")

    def __init__(self, detail: Sentence | str = "", *, advice: Sentence | str | None = None) -> None:
        super().__init__(detail)
        self._detail = detail
        self._advice = advice

    @property
    def title(self) -> str:
        """What happened, one sentence."""
        return t(self.heading)

    @property
    def detail(self) -> str:
        """Why, and to what; empty when the title says all."""
        return str(self._detail)

    @property
    def advice(self) -> str:
        """What to do now."""
        return str(self._advice) if self._advice is not None else t(self.hint)

    def __str__(self) -> str:
        return in_sentences(self.title, self.detail, self.advice)

    def to_json(self) -> dict[str, Any]:
        """`{"error": class, "title", "detail", "advice", "exit_code"}`."""
        return {
            "error": type(self).__name__.removesuffix("Error"),
            "title": self.title,
            "detail": self.detail,
            "advice": self.advice,
            "exit_code": int(self.exit_code),
        }


class UsageError(AppError):
    """A command or a value that can't be meant."""

    exit_code = ExitCode.USAGE
    heading = mark("Dit kan zo niet.")
    hint = mark("Kijk met --help hoe het wel kan.")


class NotFoundError(UsageError):
    """What was named does not exist."""

    heading = mark("Niet gevonden.")
    hint = mark("Kijk in de lijst welke er zijn.")


class ReadOnlyError(UsageError):
    """A home that is only looked at: a support bundle, or a program that was started so."""

    heading = mark("Alleen lezen: hier verandert niets.")
    hint = mark("Begin opnieuw zonder --read-only; in een bundel van een ander wordt nooit gewerkt.")


class PersonNeededError(AppError):
    """Something only a person can decide."""

    exit_code = ExitCode.PERSON
    heading = mark("Hier is een mens nodig.")
    hint = mark("Open de koppeling op het scherm en beslis.")


class AlreadyCoupledError(PersonNeededError):
    """One Time On administration to one SnelStart administration, both ways."""

    heading = mark("Al gekoppeld: één Time On-administratie hoort bij één SnelStart-administratie.")
    hint = mark("Kies een andere administratie, of ontkoppel eerst de bestaande koppeling.")


class RefusedError(PersonNeededError):
    """The other side refused; `codes` are its own (REL-0008 and the like), in its order."""

    heading = mark("De andere kant weigerde dit.")
    hint = mark("Verbeter de rij en probeer het opnieuw.")

    def __init__(
        self, detail: Sentence | str = "", *, codes: Sequence[str] = (), status: int = 0,
        advice: Sentence | str | None = None,
    ) -> None:  # fmt: skip
        super().__init__(detail, advice=advice)
        self.codes = tuple(codes)
        self.status = status

    def to_json(self) -> dict[str, Any]:
        """As the root, with `codes` and `status`."""
        return {**super().to_json(), "codes": list(self.codes), "status": self.status}


class MovedError(PersonNeededError):
    """A record changed since it was shown."""

    heading = mark("Gewijzigd sinds het getoond werd.")
    hint = mark("Bekijk het opnieuw; er is niets overschreven.")


class GuardError(PersonNeededError):
    """A ceiling stopped a run before it wrote."""

    heading = mark("Gestopt voordat er iets geschreven werd.")
    hint = mark("Kijk of dit klopt en geef het dan vrij.")


class StoppedError(PersonNeededError):
    """A person stopped a run between two pages or two writes."""

    heading = mark("Afgebroken.")
    hint = mark("Wat gedaan is, is bewaard; een volgende run gaat daar verder.")


class EmptyError(PersonNeededError):
    """There is nothing to work on."""

    heading = mark("Er is niets om mee te werken.")
    hint = mark("Kies een andere periode of selectie.")


class CredentialsError(AppError):
    """The other side does not let us in."""

    exit_code = ExitCode.CREDENTIALS
    heading = mark("De andere kant laat ons niet binnen.")
    hint = mark("Controleer de sleutels met 'koppelbord doctor'.")


class KoppelsleutelError(CredentialsError):
    """A wrong or revoked koppelsleutel."""

    heading = mark("SnelStart weigert de koppelsleutel.")
    hint = mark("Maak in SnelStart bij Koppelingen een nieuwe sleutel en plak die; de oude kan ingetrokken zijn.")


class SubscriptionKeyError(CredentialsError):
    """A wrong subscription key: the partner's, so every koppeling stops; the koppelsleutel may be fine."""

    heading = mark("SnelStart weigert de subscription key van koppelbord, niet de koppelsleutel.")
    hint = mark(
        "Controleer KOPPELBORD_SNELSTART_SUBSCRIPTION_KEY; een testsleutel verloopt na 90 dagen en is op de "
        "ontwikkelaarspagina van SnelStart te verlengen."
    )


class TimeOnKeyError(CredentialsError):
    """Time On refused the API key (it says so with HTTP 200)."""

    heading = mark("Time On weigert de API-sleutel.")
    hint = mark("Maak in Time On een nieuwe API-sleutel en zet die in KOPPELBORD_TIMEON_KEY.")


class ScopeError(CredentialsError):
    """The key opens the administratie, but not this part of it."""

    heading = mark("De koppelsleutel geeft hier geen recht op.")
    hint = mark("Maak in SnelStart een sleutel met alle rechten, of vraag de beheerder van de administratie.")


class EdgeError(CredentialsError):
    """The edge before Time On refused the program (error code 1010): the key is fine."""

    heading = mark("De poort voor Time On weigert dit programma; de sleutel is niet het probleem.")
    hint = mark("Zet een andere user_agent in de instellingen; 'koppelbord config path' zegt waar.")


class MissingError(CredentialsError):
    """No credential anywhere in the chain."""

    heading = mark("Er is geen sleutel gevonden.")
    hint = mark("Zet de omgevingsvariabele, of sla de sleutel op vanuit het scherm Koppelen.")


class UnreachableError(AppError):
    """The other side is not there."""

    exit_code = ExitCode.UNREACHABLE
    heading = mark("De andere kant is niet bereikbaar.")
    hint = mark("Er is niets verloren; probeer het later opnieuw.")


class PausedError(UnreachableError):
    """The other side asks to wait; `until` is when it may be asked again."""

    heading = mark("De andere kant vraagt te wachten.")

    def __init__(self, detail: Sentence | str = "", *, until: datetime) -> None:
        when = f"{until.astimezone():%d-%m %H:%M}"
        super().__init__(detail, advice=say("Er is niets verloren; koppelbord gaat verder na {tijd}.", tijd=when))
        self.until = until


class GarbledError(UnreachableError):
    """It answered, but with HTML, half a body or no JSON."""

    heading = mark("De andere kant antwoordde onverstaanbaar.")
    hint = mark("Meestal is dit een storing of een proxy ertussen; probeer het later opnieuw.")


class UnknownOutcomeError(UnreachableError):
    """A write left this machine and no readable answer came back: it may have been executed.

    Of a write, only a RefusedError means refused and only this one means unknown; every other AppError means that the
    other side did not execute it.
    """

    heading = mark("Onbekend of dit aankwam.")
    hint = mark("Niet opnieuw versturen: koppelbord zoekt het eerst op.")


class StorageError(AppError):
    """The database on this machine can't be used."""

    heading = mark("De gegevens op deze machine zijn niet bruikbaar.")
    hint = mark("Kijk met 'koppelbord doctor' wat er is.")


class NewerDatabaseError(StorageError):
    """Written by a newer koppelbord; left as it was."""

    heading = mark("Deze gegevens zijn van een nieuwere koppelbord.")
    hint = mark("Werk koppelbord bij; er is niets veranderd.")


class DamagedDatabaseError(StorageError):
    """Not a database, or not whole."""

    heading = mark("Het gegevensbestand is niet leesbaar.")
    hint = mark("Zet een back-up terug; het bestand is niet aangeraakt.")


class DiskFullError(StorageError):
    """No room; nothing was half written."""

    heading = mark("De schijf is vol.")
    hint = mark("Maak ruimte en probeer het opnieuw; er is niets half geschreven en niets verstuurd.")


class BusyError(StorageError):
    """Another process holds this koppeling."""

    heading = mark("Een ander koppelbord is met deze koppeling bezig.")
    hint = mark("Wacht tot het klaar is; twee tegelijk zou dubbel werk kunnen geven.")
