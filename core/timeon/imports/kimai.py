"""Kimai's export as CSV or Excel.

Its headings are in the language of whoever exported, and older ones have From and To. The duration is decimal or a
clock, by the template. `Exported` says that it was on an invoice or an export before.
"""

from core.timeon.imports.format import Format, headings, signature

FORMAT = Format(
    name="kimai",
    label="Kimai",
    headings=headings(
        id="id",
        datum="date,Datum",
        begin="begin,from,start,start time,Van,Von,Beginn,Starttijd",
        eind="end,to,End time,Einde,Tot,Ende,Bis,Eindtijd",
        pauze="break,Pauze,Pause",
        duur="duration,Duur,Dauer",
        klant="customer,Klant,Kunde",
        klantnummer="number,account,Rekening,Klantnummer,Customer number,Kundennummer",
        project="project,Projekt",
        taak="activity,Activiteit,Tätigkeit",
        omschrijving="description,Omschrijving,Beschrijving,Beschreibung",
        medewerker="alias,name,Naam,user,username,Gebruiker,Benutzer",
        facturabel="billable,Factureerbaar,Declarabel,Abrechenbar",
        gefactureerd="exported,cleared,Geëxporteerd,Exportiert",
        soort="type",
    ),
    signature=signature(
        "date,begin,end,duration,customer,activity",
        "date,from,to,duration,customer,activity",
        "date,start,end,duration,customer,activity",
        "Datum,Begin,Einde,Duur,Klant,Activiteit",
        "Datum,Van,Tot,Duur,Klant,Activiteit",
        "Datum,Beginn,Ende,Dauer,Kunde,Tätigkeit",
        "Datum,Von,Bis,Dauer,Kunde,Tätigkeit",
    ),
)
