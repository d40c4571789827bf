"""A sheet as Time On has it: one row may hold hours, kilometers and an expense. Dutch or English headings, or the names of
Time On's API; this is also the format of a sheet that somebody made by hand.
"""

from core.timeon.imports.format import Format, headings, signature

FORMAT = Format(
    name="timeon",
    label="Time On",
    headings=headings(
        id="hourID,Registratienummer,Registratie-id,Registratie",
        datum="Datum,Dag,date,Day,Start date,Startdatum,Begindatum",
        einddatum="Einddatum,End date",
        begin="Begin,Begintijd,Starttijd,Start,Van,from,Start time",
        eind="Eind,Einde,Eindtijd,Tot,to,end,End time",
        pauze="Pauze,break",
        duur="Duur,Tijd,Tijdsduur,duration,time,Time spent",
        uren="Uren,Aantal uren,hours,Gewerkte uren,Gewerkt,Hours worked",
        minuten="Minuten,Aantal minuten,minutes",
        seconden="seconds,Seconden",
        declarabel="Declarabele uren,Facturabele uren,Declarabel uren,Billable hours,Te declareren uren",
        klant="Klant,Klantnaam,Bedrijfsnaam,Relatie,Opdrachtgever,customer,client,Customer name,Client name",
        klantnummer="Klantnummer,Klantnr,Relatiecode,Debiteurnummer,Debiteur,customerNumber,Customer no,Client number",
        project="Project,Projectnaam,Project name",
        taak="Taak,Activiteit,Categorie,Werksoort,Product,task,activity,category",
        omschrijving="Omschrijving,Opmerking,Toelichting,Beschrijving,Werkzaamheden,remark,description,notes,note",
        medewerker="Medewerker,Naam medewerker,Gebruiker,user,employee,member,Collega",
        voornaam="Voornaam,First name",
        achternaam="Achternaam,Last name",
        facturabel="Facturabel,Declarabel,Factureerbaar,billable",
        gefactureerd="Gefactureerd,invoiced,Gedeclareerd",
        factuur="Factuurnummer,Factuur,invoiceID,Invoice,Invoice number,Declaratie",
        goedgekeurd="Goedgekeurd,Akkoord,approved",
        kilometers="Kilometers,Km,Afstand,distance,Aantal km,Aantal kilometers",
        onkosten="Onkosten,Kosten,expenseValue,expense,expenses,Onkosten bedrag,Bedrag onkosten",
    ),
    signature=signature(
        *(
            f"{day},{klant},{counted}"
            for day in ("Datum", "Dag", "date")
            for klant in ("Klant", "Klantnaam", "Klantnummer", "Bedrijfsnaam", "Relatie", "Relatiecode", "Opdrachtgever",
                          "customer", "client", "customerNumber")
            for counted in ("Duur", "Tijd", "Tijdsduur", "Uren", "Aantal uren", "Gewerkte uren", "Minuten", "Kilometers",
                            "Km", "Onkosten", "hours", "duration", "minutes", "seconds", "distance", "expenseValue",
                            "Eindtijd", "Einde", "Tot", "End time")
        ),
    ),
)  # fmt: skip
