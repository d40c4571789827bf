"""What may go into a support bundle, column by column. A table or a column that is not named here stays out, so that one
added tomorrow does too until somebody decides.

None of these tables ever held a key, a token or a koppelsleutel. The records as the services sent them (`raw`) stay out, but
for klanten that a write of ours went over: as they were before it and as they are known now, by `sent_records`.
"""

from collections.abc import Mapping

from core.support.masking import Kind

_K = Kind
Columns = Mapping[str, Kind]


def _kept(*names: str) -> dict[str, Kind]:
    return dict.fromkeys(names, Kind.KEEP)


_RECORD = {"id": _K.KEEP, "digest": _K.DIGEST, "gone": _K.KEEP}
_PARTIJ = {
    **_RECORD, "naam": _K.NAME, "nummer": _K.NUMBER, "voornaam": _K.NAME, "achternaam": _K.NAME, "btw": _K.NUMBER,
    "kvk": _K.NUMBER, "iban": _K.NUMBER, "email": _K.EMAIL, "telefoon": _K.PHONE, "straat": _K.NAME,
    "postcode": _K.POSTCODE, "plaats": _K.NAME, "actief": _K.KEEP, "soorten": _K.KEEP,
}  # fmt: skip
_KOPPELING = {
    "id": _K.SLUG, "timeon_naam": _K.NAME, "snelstart_naam": _K.NAME,
    **_kept("timeon_id", "snelstart_id", "state", "step", "created_at", "permissions"),
}  # fmt: skip
_EVENTS = {
    **_kept("seq", "at", "type"), "subject": _K.SUBJECT, "actor": _K.ACTOR, "detail": _K.JSON,
}  # fmt: skip

KOPPELING_TABLES: Mapping[str, Columns] = {
    "koppeling": {"one": _K.KEEP, **_KOPPELING},
    "facts": _kept("key", "value"),
    "relaties": {**_PARTIJ, "raw": _K.RECORD},
    "customers": {**_PARTIJ, "raw": _K.RECORD},
    "artikelen": {**_RECORD, **_kept("code", "omschrijving", "groep_id", "prijs", "eenheid", "actief")},
    "productgroepen": {**_RECORD, **_kept("nummer", "omschrijving", "btw_soort")},
    "btwtarieven": {**_RECORD, **_kept("soort", "percentage", "van", "tot")},
    "others": {"kind": _K.KEEP, **_RECORD, "naam": _K.OTHER_NAME},
    "registraties": {
        **_kept(
            "id", "hour_id", "fingerprint", "gone", "soort", "datum", "klant_id", "project_id", "medewerker_id", "seconds", "worked",
            "kilometers", "bedrag", "category_id", "facturabel", "goedgekeurd", "invoice_id", "deleted",
        ),
        "omschrijving": _K.NAME,
    },
    "orders": {**_RECORD, **_kept("nummer", "marker", "relatie_id", "status", "totaal", "regels", "factuur_id")},
    "facturen": {**_RECORD, **_kept("nummer", "relatie_id", "datum", "verval", "bedrag", "saldo")},
    "watermarks": _kept("kind", "modified", "read_at"),
    "decisions": {
        **_kept("seq", "timeon_id", "snelstart_id", "verdict", "at", "live"), "actor": _K.ACTOR, "compared": _K.FIELDS,
    },
    "artikel_regels": {
        **_kept("id", "soort", "category_id", "project_id", "medewerker_id", "artikel_id", "prijs", "inferred"),
        "woord": _K.NAME,
    },
    "declaraties": {
        **_kept(
            "id", "nummer", "jaar", "state", "klant_id", "relatie_id", "datum", "van", "tot", "created_at", "cents",
            "credits", "order_state", "order_id", "order_nummer", "marker", "group_by", "hours_rule", "factuur_id",
            "factuur_nummer", "factuur_datum", "factuur_verval", "factuur_saldo", "verschil",
        ),
        "klant": _K.NAME, "reason": _K.TEXT, "approved_by": _K.ACTOR,
    },
    "regels": {
        **_kept("declaratie_id", "positie", "artikel_id", "artikel", "aantal", "prijs", "bedrag", "btw_soort", "exact"),
        "omschrijving": _K.NAME, "rule": _K.JSON,
    },
    "regel_registraties": _kept("declaratie_id", "registratie_id", "positie", "hour_id", "fingerprint"),
    "locks": _kept("registratie_id", "declaratie_id"),
    "nummers": _kept("reeks", "laatste"),
    "push_intents": {
        **_kept(
            "id", "declaratie_id", "marker", "generation", "payload_hash", "total", "lines", "relatie_id", "state", "fence",
            "lease_until", "planned_at", "last_sent_at", "looked", "remote_id", "remote_nummer", "codes", "incl",
            "rates", "amounts",
        ),
        "payload": _K.JSON, "owner": _K.ACTOR, "reason": _K.TEXT,
    },
    "imported": {
        **_kept("id", "regel", "lijkt", "bron", "rij", "at"),
        "bestand": _K.NAME, "klant": _K.NAME, "klantnummer": _K.NUMBER, "project": _K.OTHER_NAME, "medewerker": _K.NAME,
    },
    "document_intents": {
        **_kept("declaratie_id", "boeking_id", "naam", "hash", "state", "document_id", "last_sent_at"), "reason": _K.TEXT,
    },
    "runs": {**_kept("id", "started_at", "ended_at", "ok"), "report": _K.JSON},
    "run_lines": {
        **_kept("run", "key", "outcome", "remote_id", "codes", "at"), "line": _K.JSON, "reason": _K.TEXT,
    },
    "before_images": {**_kept("run", "line"), "raw": _K.RECORD},
    "fulls": _kept("kind", "at"),
    "generations": _kept("kind", "n"),
    "agreed": {**_kept("timeon_id", "snelstart_id"), "fields": _K.FIELDS, "timeon": _K.DIGEST, "snelstart": _K.DIGEST},
    "conflicts": {
        **_kept("timeon_id", "snelstart_id", "field", "asked_at", "verdict", "decided_at"),
        "timeon": _K.FIELD, "snelstart": _K.FIELD, "actor": _K.ACTOR,
    },
    "call_counts": _kept("bucket", "calls"),
    "pauses": {**_kept("service", "since", "until"), "reason": _K.TEXT},
    "open_lines": _kept("key", "since", "due"),
    "events": _EVENTS,
}  # fmt: skip

REGISTER_TABLES: Mapping[str, Columns] = {
    "koppelingen": {
        **_KOPPELING,
        **_kept(
            "paired", "waiting", "producten", "productgroepen", "last_run_at", "last_run_ok", "last_run_calls",
            "last_run_writes", "open_count", "open_cents", "to_invoice", "problem",
        ),
    },
    "activations": {
        "digest": _K.DIGEST,
        **_kept("timeon_id", "asked_at", "told", "tries", "next_at", "snelstart_id", "outcome", "ended_at"),
    },
    "events": _EVENTS,
}  # fmt: skip

LEFT_OUT = frozenset(
    {
        "reads", "read_pages", "journal_head", "journal_gaps", "_sqlite_migrations", "match_sides", "match_names",
        "match_grams", "match_moved",
    }
)  # fmt: skip
"""Tables that a bundle does without: a read under way, the keys of names, which are made of what is there, and what belongs
to the chain, which a bundle makes anew."""

FACTS = frozenset({"read_at", "mode", "journal_tended_at", "review:waiting"})
"""The small facts that go along; companyInfo and creations under way hold whole records and do not."""
