"""Which column is what: Dutch and English headings, and where in the file they stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.matching.normalise import plain
from core.text import Sentence, say

FIELDS: dict[str, tuple[str, ...]] = {
    "id": ("id", "guid", "uuid", "sleutel", "key", "recordid", "klantid", "customerid", "relatieid"),
    "nummer": (
        "nummer",
        "nr",
        "number",
        "no",
        "klantnummer",
        "klantnr",
        "klantcode",
        "relatiecode",
        "relatienummer",
        "debiteur",
        "debiteurnummer",
        "debiteurnr",
        "debiteurennummer",
        "customernumber",
        "customerno",
        "customercode",
        "code",
        "clientnumber",
        "accountnumber",
        "debtornumber",
    ),
    "naam": (
        "naam",
        "name",
        "bedrijfsnaam",
        "bedrijf",
        "klantnaam",
        "klant",
        "relatienaam",
        "relatie",
        "organisatie",
        "firma",
        "company",
        "companyname",
        "customer",
        "customername",
        "client",
        "clientname",
        "organisation",
        "organization",
    ),
    "voornaam": ("voornaam", "voornamen", "voorletters", "firstname", "givenname", "initials"),
    "achternaam": ("achternaam", "familienaam", "lastname", "surname", "familyname"),
    "straat": (
        "adres",
        "straat",
        "address",
        "street",
        "adresregel",
        "adresregel1",
        "addressline1",
        "address1",
        "straatnaam",
        "streetaddress",
        "vestigingsadres",
        "bezoekadres",
    ),
    "huisnummer": ("huisnummer", "huisnr", "housenumber", "housenr"),
    "postcode": ("postcode", "zip", "zipcode", "postalcode", "addressline2"),
    "plaats": ("plaats", "woonplaats", "stad", "city", "town", "plaatsnaam", "vestigingsplaats", "addressline3"),
    "email": ("email", "emailadres", "mail", "mailadres", "emailaddress"),
    "telefoon": ("telefoon", "telefoonnummer", "tel", "telnr", "mobiel", "phone", "phonenumber", "telephone", "mobile"),
    "kvk": ("kvk", "kvknummer", "kvknr", "kamervankoophandel", "cocnumber", "coc", "chamberofcommerce"),
    "btw": (
        "btw",
        "btwnummer",
        "btwid",
        "btwnr",
        "btwidentificatienummer",
        "vat",
        "vatnumber",
        "vatid",
        "vatno",
        "taxid",
    ),
    "iban": ("iban", "rekeningnummer", "bankrekening", "bankrekeningnummer", "bankaccount", "rekening"),
}
_FIELD_OF = {heading: field for field, headings in FIELDS.items() for heading in headings}
NEEDED = ("naam", "achternaam", "nummer", "kvk", "btw", "iban", "email")
SEARCHED_ROWS = 20
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Headings:
    """The row in which they stand (1 is the first row of the file), the column of each field, from 0, and how many columns
    have anything above them.
    """

    row: int
    columns: dict[str, int]
    width: int
    problems: tuple[Sentence, ...] = ()


def field_of(heading: str) -> str:
    """The field that a heading names; empty when it names none."""
    if len(heading) > LONGEST:
        return ""
    return _FIELD_OF.get("".join([character for character in plain(heading) if character.isalnum()]), "")


def is_heading(cells: Sequence[str]) -> bool:
    """Whether a row reads as headings: it names who the klant is, and another field too or little else."""
    filled = [cell for cell in cells if cell.strip()]
    named = [field for cell in filled if (field := field_of(cell))]
    return any(field in NEEDED for field in named) and (len(set(named)) > 1 or len(named) * 2 >= len(filled))


def find_headings(file: str, rows: Sequence[Sequence[str]]) -> Headings | None:
    """The row among the first twenty that names the most fields, the first of equals; None when none reads as headings."""
    found = [(at, cells) for at, cells in enumerate(rows[:SEARCHED_ROWS]) if is_heading(cells)]
    if not found:
        return None
    at, cells = max(found, key=lambda row: len({field_of(cell) for cell in row[1]}))
    return _columns(file, at + 1, cells)


def _columns(file: str, row: int, cells: Sequence[str]) -> Headings:
    columns: dict[str, int] = {}
    problems = []
    for column, cell in enumerate(cells):
        field = field_of(cell)
        if not field:
            continue
        if field in columns:
            problems.append(
                say(
                    "{bestand}, rij {rij}: kolom {kolom} ('{kop}') is net als kolom {eerste} een {veld}; de eerste telt.",
                    bestand=file,
                    rij=row,
                    kolom=column + 1,
                    kop=cell.strip(),
                    eerste=columns[field] + 1,
                    veld=field,
                )
            )
            continue
        columns[field] = column
    width = max(at for at, cell in enumerate(cells, start=1) if cell.strip())
    return Headings(row, columns, width, tuple(problems))
