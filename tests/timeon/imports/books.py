"""Files as the products export them, written by hand in their real shape."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

TOGGL_OLD = (
    "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,Amount (EUR)\n"
    'Fatma Yılmaz,f@example.com,Klant 1 B.V.,Boekhouding,,"Balans, eerste versie",Yes,2026-10-05,09:00:00,2026-10-05,'
    "10:30:00,01:30:00,,131.25\n"
    "Fatma Yılmaz,f@example.com,Klant 2 B.V.,Advies,Overleg,Telefoon,No,2026-10-06,23:30:00,2026-10-07,00:15:00,00:45:00,a b,\n"
)
TOGGL_NEW = (
    '"Description","Duration","Member","Email","Project","Client","Tags","Start date","Start time","Stop date","Stop time"\n'
    '"Work","1:00:00","A","a@example.com","-","Klant 1 B.V.","-","2026-10-14","09:00:00","2026-10-14","10:00:00"\n'
    '"-","0:30:00","A","a@example.com","-","-","-","2026-10-14","10:00:00","2026-10-14","10:30:00"\n'
)
CLOCKIFY = (
    '"Project","Client","Description","Task","User","Group","Email","Tags","Billable","Start Date","Start Time","End Date",'
    '"End Time","Duration (h)","Duration (decimal)","Billable Rate (EUR)","Billable Amount (EUR)","Date of creation","Type"\n'
    '"Web","Klant 1 B.V.","Docs","","Ada","","a@example.com","x, y","Yes","10/14/2026","09:00:00 AM","10/14/2026",'
    '"10:20:00 AM","01:20:00","1.33","50.00","66.50","10/14/2026","Regular"\n'
    '"Web","Klant 1 B.V.","Lunch","","Ada","","a@example.com","","Yes","10/05/2026","12:00:00 PM","10/05/2026",'
    '"12:30:00 PM","00:30:00","0.50","50.00","25.00","10/05/2026","Break"\n'
)
HARVEST = (
    "Date,Client,Project,Project Code,Task,Notes,Hours,Hours Rounded,Billable?,Invoiced?,Approved?,First Name,Last Name,Roles,"
    "Employee?,Billable Rate,Billable Amount,Cost Rate,Cost Amount,Currency,External Reference URL\n"
    "2026-10-13,Klant 1 B.V.,Brochure,B-1,Design,Omslag,3.4,3.5,Yes,Yes,Yes,Hugo,Bernard,,Yes,95.00,332.50,45.00,157.50,"
    "Euro - EUR,\n"
    "2026-10-14,Klant 1 B.V.,Brochure,B-1,Design,,2,2,Yes,No,No,Ada,Lovelace,,No,110,220,50,100,Euro - EUR,\n"
)
KIMAI_NL = (
    "Datum;Begin;Einde;Duur;Valuta;Totaalprijs;Naam;Gebruiker;E-mail;Klant;Project;Activiteit;Omschrijving;Factureerbaar;"
    "Geëxporteerd;Tags;Rekening\n"
    "2026-10-05;09:00;10:30;1,5;EUR;131,25;Ada;ada;a@example.com;Klant 1 B.V.;Web;Bouwen;Formulier;Ja;Nee;;10001\n"
    "2026-10-06;09:00;10:00;1;EUR;87,5;Ada;ada;a@example.com;Klant 1 B.V.;Web;Bouwen;;Ja;Ja;;10001\n"
)
TIME_ON = (
    "Datum;Klantnummer;Klant;Project;Medewerker;Omschrijving;Uren;Declarabele uren;Kilometers;Onkosten;Facturabel;Goedgekeurd;"
    "Factuurnummer\n"
    "5-10-2026;;Klant 1 B.V.;Werkzaamheden 2026;Fatma Yılmaz;Bezoek;1:30;1,25;42,5;€ 12,00;ja;ja;\n"
    "6-10-2026;;Klant 1 B.V.;Werkzaamheden 2026;Fatma Yılmaz;Bellen;0,25;;;;ja;nee;2026-0012\n"
)


def write(folder: Path, text: str, name: str = "uren.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def workbook(folder: Path, rows: Sequence[Sequence[Any]], name: str = "uren.xlsx", merge: Sequence[str] = ()) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    for cells in merge:
        book.active.merge_cells(cells)
    path = folder / name
    book.save(path)
    return path


def encrypted() -> bytes:
    return b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le")


def half(path: Path) -> bytes:
    data = path.read_bytes()
    return io.BytesIO(data).read(len(data) // 2)
