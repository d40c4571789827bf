"""What a message means and what to do about it, in plain words: SnelStart's codes, and every error of our own."""

from dataclasses import dataclass

from core import errors
from core.errors import AppError, RefusedError
from core.snelstart.explain import advice, explain, known_codes
from core.text import mark, t

_OWN: dict[type[AppError], str] = {
    errors.UsageError: mark("Wat gevraagd werd bestaat niet, of kan niet bij deze stand. Er is niets veranderd."),
    errors.NotFoundError: mark("De naam, het nummer of het id komt hier niet voor. Misschien werd het intussen verwijderd of hoort het bij een andere koppeling."),
    errors.ReadOnlyError: mark("koppelbord is begonnen om alleen te kijken, of dit is een bundel van een ander. Alles is te zien, niets te wijzigen."),
    errors.PersonNeededError: mark("koppelbord raadt nooit: waar twee antwoorden kunnen, wacht het op jou. De rest gaat door."),
    errors.AlreadyCoupledError: mark("Een administratie hoort bij één andere. Anders zou een klant of order twee keer ontstaan."),
    errors.RefusedError: mark("De andere kant las wat er stond en wil het zo niet. Er is daar niets gemaakt of gewijzigd; de andere regels gingen door."),
    errors.MovedError: mark("Iemand anders, of een sync, veranderde het nadat jij het zag. koppelbord overschrijft dat niet."),
    errors.GuardError: mark("Er zouden ongewoon veel records verdwijnen of veranderen. Dat is soms juist, vaker een verkeerde sleutel of een leeg antwoord."),
    errors.StoppedError: mark("Iemand brak de run af, tussen twee bladzijden of twee schrijfacties. Niets is half geschreven."),
    errors.EmptyError: mark("Voor deze periode of selectie is er niets vrij: nog niet gelezen, of al op een declaratie."),
    errors.CredentialsError: mark("De andere kant kent de sleutel niet of laat hem niet toe. Er is niets geschreven."),
    errors.KoppelsleutelError: mark("Een koppelsleutel opent één administratie en kan in SnelStart worden ingetrokken. Een nieuwe plakken is genoeg: wat gekoppeld is blijft."),
    errors.SubscriptionKeyError: mark("Dit is de sleutel van koppelbord zelf bij SnelStart, dezelfde voor alle administraties. Aan de koppelsleutel van de klant ligt het niet."),
    errors.TimeOnKeyError: mark("De API-sleutel van Time On is verlopen, ingetrokken of van een andere administratie."),
    errors.ScopeError: mark("De sleutel werkt, maar mag dit niet. Wat zonder dit recht kan, gaat door."),
    errors.EdgeError: mark("Voor Time On staat een poort die programma's op hun naam toelaat of weigert. De sleutel is niet het probleem."),
    errors.MissingError: mark("In de omgeving, de sleutelring en het bestand is gezocht; nergens stond deze sleutel."),
    errors.UnreachableError: mark("Er kwam geen antwoord: het netwerk, een storing daar, of te druk. Er is niets verloren."),
    errors.PausedError: mark("SnelStart telt aanroepen per minuut en per uur. koppelbord wacht tot het weer mag en gaat dan verder."),
    errors.GarbledError: mark("Het antwoord was geen antwoord van deze dienst: meestal een storingspagina of een proxy ertussen."),
    errors.UnknownOutcomeError: mark("Het verzoek ging weg en het antwoord kwam niet. Het kan er wel of niet staan: daarom wordt eerst gezocht op het kenmerk en nooit blind herhaald."),
    errors.StorageError: mark("Het gegevensbestand gaf een fout. In SnelStart en Time On is niets veranderd."),
    errors.NewerDatabaseError: mark("Een nieuwere koppelbord werkte in deze map. Een oudere zou iets kunnen missen en blijft er daarom af."),
    errors.DamagedDatabaseError: mark("Het bestand is geen database meer of niet heel, bijvoorbeeld na een volle of kapotte schijf."),
    errors.DiskFullError: mark("Zonder ruimte wordt niets half geschreven: de stap is niet gebeurd en kan straks opnieuw."),
    errors.BusyError: mark("Elke koppeling wordt door één tegelijk bewerkt. De ander kan een sync, een push of een tweede scherm zijn."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Explanation:
    """`key` is a code of SnelStart or the name of an error; the rest is in the language in use."""

    key: str
    heading: str
    meaning: str
    doing: str

    def to_json(self) -> dict[str, str]:
        """As answered by `support explain --json`."""
        return {"key": self.key, "heading": self.heading, "meaning": self.meaning, "doing": self.doing}


def explanations() -> tuple[Explanation, ...]:
    """All of them: our own first, then SnelStart's codes in order."""
    own = [Explanation(_name(kind), t(kind.heading), t(meaning), t(kind.hint)) for kind, meaning in _OWN.items()]
    codes = [
        Explanation(code, str(found), t("SnelStart weigerde het met deze code."), str(advice(code) or ""))
        for code in known_codes()
        if (found := explain(code)) is not None
    ]
    return (*own, *codes)


def key_of(problem: AppError) -> str:
    """Which explanation belongs to this: of the first code that is known, else of the error itself."""
    codes = problem.codes if isinstance(problem, RefusedError) else ()
    known = next((code for code in codes if explain(code) is not None), "")
    kinds = [kind for kind in type(problem).__mro__ if kind in _OWN]
    return known or (_name(kinds[0]) if kinds else "")


def _name(kind: type[AppError]) -> str:
    return kind.__name__.removesuffix("Error")
