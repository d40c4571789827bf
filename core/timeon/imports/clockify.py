"""Clockify's detailed report.

Dates and times are in the notation of the workspace (05/10/2026 may be May), and the duration comes twice: as a clock
and as decimals. A row of the type Break is no work.
"""

from core.timeon.imports.format import Format, headings, signature

FORMAT = Format(
    name="clockify",
    label="Clockify",
    headings=headings(
        datum="Start Date",
        einddatum="End Date",
        begin="Start Time",
        eind="End Time",
        duur="Duration (h)",
        uren="Duration (decimal)",
        klant="Client",
        project="Project",
        taak="Task",
        omschrijving="Description",
        medewerker="User",
        facturabel="Billable",
        gefactureerd="Invoiced",
        factuur="Invoice ID,Invoice,Invoice number",
        goedgekeurd="Approved,Approval",
        soort="Type",
    ),
    signature=signature("Start Date,Start Time,Duration (h)", "Start Date,Start Time,Duration (decimal)"),
    pauses=frozenset({"break"}),
)
