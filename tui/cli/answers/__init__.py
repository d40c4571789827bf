"""The shape of every command's `--json` answer: one table, from which `koppelbord schema` makes JSON Schema.

A TypedDict is an object with these keys and no others; its docstring is the description.
"""

from typing import Any

from tui.cli.answers import declaraties, koppelingen, lists, match, support, sync
from tui.cli.answers.error import Error

ANSWERS: dict[str, Any] = {
    "error": Error,
    "koppelingen list": list[koppelingen.Koppeling],
    "koppelingen available": list[koppelingen.Administratie],
    "koppelingen add": koppelingen.Added,
    "koppelingen show": koppelingen.Koppeling,
    "koppelingen check": koppelingen.Checked,
    "koppelingen permit": koppelingen.Permitted,
    "koppelingen pause": koppelingen.Stands,
    "koppelingen resume": koppelingen.Stands,
    "koppelingen remove": koppelingen.Stands,
    "match list": list[match.MatchRow],
    "match simulate": match.Simulated,
    "match explain": match.Explained,
    "match accept": match.Decided,
    "match reject": match.Decided,
    "match ignore": match.Decided,
    "match couple": match.Decided,
    "match undo": match.Undone,
    "sync plan": sync.ShownPlan,
    "sync run": sync.RunReport,
    "sync status": sync.Status,
    "sync show": list[sync.RunLine],
    "sync undo": sync.Undone,
    "sync conflicts": list[sync.Conflict],
    "sync resolve": sync.Resolved,
    "sync watch": sync.Watched,
    "klanten list": list[lists.Klant],
    "klanten add": sync.RunReport | sync.Plan,
    "producten list": list[lists.Product],
    "productgroepen list": list[lists.Productgroep],
    "registraties list": list[lists.Registratie],
    "registraties import": lists.Imported,
    "declaraties list": list[declaraties.Declaratie],
    "declaraties create": declaraties.Created,
    "declaraties show": declaraties.WholeDeclaratie,
    "declaraties preview": declaraties.Preview,
    "declaraties delete": declaraties.Deleted,
    "declaraties credit": declaraties.Declaratie,
    "declaraties push": declaraties.Pushed,
    "declaraties follow": declaraties.Follow,
    "declaraties evidence": list[declaraties.Evidence],
    "events list": list[lists.Event],
    "events verify": lists.Verified,
    "support board": list[support.Board],
    "support diagnose": support.Diagnosis,
    "support timeline": list[support.Entry] | list[dict[str, Any]],
    "support record": list[support.Entry],
    "support bundle": support.Bundle,
    "support open": support.OpenedBundle,
    "backup": support.Backup,
    "restore": support.Restore,
    "doctor": support.Doctor,
    "config path": support.ConfigPath,
    "config show": list[support.Setting],
    "config check": support.ConfigCheck,
    "demo": support.Demo,
}
"""By command as typed; `error` is what stderr has when a command fails. `sync watch` answers one of these a line."""
