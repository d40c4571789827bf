"""Toggl Track's detailed report.

Two shapes are about: the older names User and End date, the newer Member and Stop date. The newer writes `-` where
nothing is. It has no mark for what was invoiced, unless a column was added for it.
"""

from core.timeon.imports.format import Format, headings, signature

FORMAT = Format(
    name="toggl",
    label="Toggl Track",
    headings=headings(
        datum="Start date",
        einddatum="End date,Stop date",
        begin="Start time",
        eind="End time,Stop time",
        duur="Duration",
        klant="Client",
        project="Project",
        taak="Task",
        omschrijving="Description",
        medewerker="User,Member",
        facturabel="Billable",
        gefactureerd="Invoiced",
        factuur="Invoice ID,Invoice,Invoice number",
        goedgekeurd="Approved",
    ),
    signature=signature(
        "Start date,Start time,End date,End time,Duration,Description",
        "Start date,Start time,Stop date,Stop time,Description",
    ),
    empty=frozenset({"-"}),
)
