"""Harvest's detailed time report.

It has no clock times. `Hours Rounded` is what Harvest itself would bill, `Hours` what was worked; the headings of yes
and no end in a question mark.
"""

from core.timeon.imports.format import Format, headings, signature

FORMAT = Format(
    name="harvest",
    label="Harvest",
    headings=headings(
        datum="Date",
        uren="Hours",
        declarabel="Hours Rounded",
        klant="Client",
        project="Project",
        taak="Task",
        omschrijving="Notes",
        voornaam="First Name",
        achternaam="Last Name",
        facturabel="Billable?",
        gefactureerd="Invoiced?",
        factuur="Invoice ID,Invoice,Invoice number",
        goedgekeurd="Approved?",
    ),
    signature=signature("Date,Client,Project,Task,Hours,First Name,Last Name"),
)
