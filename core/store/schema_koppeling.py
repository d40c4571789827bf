"""The tables of one koppeling's file: decided, observed, and the journal of both."""

from core.store.schema import Schema
from core.store.schema_invoicing import AMOUNTS, INVOICING, TOTALS, WORKED
from core.store.schema_journal import JOURNAL
from core.store.schema_matching import KEYS
from core.store.schema_syncing import SYNCING

_PARTIJ = """
    id TEXT PRIMARY KEY, digest BLOB NOT NULL, raw BLOB NOT NULL, gone INTEGER NOT NULL DEFAULT 0,
    naam TEXT NOT NULL, nummer TEXT NOT NULL, voornaam TEXT NOT NULL, achternaam TEXT NOT NULL, btw TEXT NOT NULL,
    email TEXT NOT NULL, telefoon TEXT NOT NULL, straat TEXT NOT NULL, postcode TEXT NOT NULL, plaats TEXT NOT NULL,
    actief INTEGER NOT NULL, soorten TEXT NOT NULL
"""

OBSERVED = [
    f"CREATE TABLE relaties ({_PARTIJ}) STRICT",
    f"CREATE TABLE customers ({_PARTIJ}) STRICT",
    """
    CREATE TABLE artikelen (
        id TEXT PRIMARY KEY, digest BLOB NOT NULL, raw BLOB NOT NULL, gone INTEGER NOT NULL DEFAULT 0,
        code TEXT NOT NULL, omschrijving TEXT NOT NULL, groep_id TEXT NOT NULL, prijs TEXT NOT NULL,
        eenheid TEXT NOT NULL, actief INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE productgroepen (
        id TEXT PRIMARY KEY, digest BLOB NOT NULL, raw BLOB NOT NULL, gone INTEGER NOT NULL DEFAULT 0,
        nummer INTEGER NOT NULL, omschrijving TEXT NOT NULL, btw_soort TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE btwtarieven (
        id TEXT PRIMARY KEY, digest BLOB NOT NULL, raw BLOB NOT NULL, gone INTEGER NOT NULL DEFAULT 0,
        soort TEXT NOT NULL, percentage TEXT NOT NULL, van TEXT NOT NULL, tot TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE others (
        kind TEXT NOT NULL, id TEXT NOT NULL, digest BLOB NOT NULL, raw BLOB NOT NULL, gone INTEGER NOT NULL DEFAULT 0,
        naam TEXT NOT NULL, PRIMARY KEY (kind, id)
    ) STRICT
    """,
    """
    CREATE TABLE registraties (
        id TEXT PRIMARY KEY, hour_id TEXT NOT NULL, fingerprint TEXT NOT NULL, gone INTEGER NOT NULL DEFAULT 0,
        soort TEXT NOT NULL, datum TEXT NOT NULL, klant_id TEXT NOT NULL, project_id TEXT NOT NULL,
        medewerker_id TEXT NOT NULL, omschrijving TEXT NOT NULL, seconds INTEGER NOT NULL, kilometers TEXT NOT NULL,
        bedrag TEXT NOT NULL, category_id TEXT NOT NULL, facturabel INTEGER NOT NULL, goedgekeurd INTEGER NOT NULL,
        invoice_id TEXT NOT NULL, deleted INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX registraties_klant ON registraties (klant_id, datum)",
    "CREATE INDEX registraties_datum ON registraties (datum)",
    "CREATE INDEX registraties_hour ON registraties (hour_id)",
    """
    CREATE TABLE orders (
        id TEXT PRIMARY KEY, digest BLOB NOT NULL, raw BLOB NOT NULL, gone INTEGER NOT NULL DEFAULT 0,
        nummer TEXT NOT NULL, marker TEXT NOT NULL, relatie_id TEXT NOT NULL, status TEXT NOT NULL,
        totaal TEXT NOT NULL, regels INTEGER NOT NULL, factuur_id TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX orders_marker ON orders (marker)",
    """
    CREATE TABLE facturen (
        id TEXT PRIMARY KEY, digest BLOB NOT NULL, raw BLOB NOT NULL, gone INTEGER NOT NULL DEFAULT 0,
        nummer TEXT NOT NULL, relatie_id TEXT NOT NULL, datum TEXT NOT NULL, verval TEXT NOT NULL, bedrag TEXT NOT NULL,
        saldo TEXT NOT NULL
    ) STRICT
    """,
    "CREATE TABLE watermarks (kind TEXT PRIMARY KEY, modified TEXT NOT NULL, read_at TEXT NOT NULL) STRICT",
]

DECIDED = [
    """
    CREATE TABLE facts (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT
    """,
    """
    CREATE TABLE koppeling (
        one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL, timeon_id TEXT NOT NULL, timeon_naam TEXT NOT NULL,
        snelstart_id TEXT NOT NULL DEFAULT '', snelstart_naam TEXT NOT NULL DEFAULT '', state TEXT NOT NULL,
        step TEXT NOT NULL, created_at TEXT NOT NULL, permissions TEXT NOT NULL DEFAULT '[]'
    ) STRICT
    """,
    """
    CREATE TABLE decisions (
        seq INTEGER PRIMARY KEY, timeon_id TEXT NOT NULL, snelstart_id TEXT NOT NULL, verdict TEXT NOT NULL,
        actor TEXT NOT NULL, at TEXT NOT NULL, compared TEXT NOT NULL, live INTEGER NOT NULL DEFAULT 1,
        CHECK (timeon_id <> '' OR snelstart_id <> '')
    ) STRICT
    """,
    """
    CREATE UNIQUE INDEX one_decision_timeon ON decisions (timeon_id)
    WHERE live = 1 AND verdict <> 'reject' AND timeon_id <> ''
    """,
    """
    CREATE UNIQUE INDEX one_decision_snelstart ON decisions (snelstart_id)
    WHERE live = 1 AND verdict <> 'reject' AND snelstart_id <> ''
    """,
    """
    CREATE TABLE artikel_regels (
        id INTEGER PRIMARY KEY, soort TEXT NOT NULL, category_id TEXT NOT NULL DEFAULT '',
        project_id TEXT NOT NULL DEFAULT '', medewerker_id TEXT NOT NULL DEFAULT '', woord TEXT NOT NULL DEFAULT '',
        artikel_id TEXT NOT NULL, prijs TEXT, inferred INTEGER NOT NULL DEFAULT 0
    ) STRICT
    """,
    """
    CREATE TABLE declaraties (
        id TEXT PRIMARY KEY, nummer TEXT NOT NULL DEFAULT '', jaar INTEGER NOT NULL, state TEXT NOT NULL,
        klant_id TEXT NOT NULL, klant TEXT NOT NULL, relatie_id TEXT NOT NULL, datum TEXT NOT NULL, van TEXT NOT NULL,
        tot TEXT NOT NULL, created_at TEXT NOT NULL, cents INTEGER NOT NULL, credits TEXT NOT NULL DEFAULT '',
        order_state TEXT NOT NULL DEFAULT 'none', order_id TEXT NOT NULL DEFAULT '', order_nummer TEXT NOT NULL DEFAULT '',
        marker TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '', group_by TEXT NOT NULL DEFAULT 'none',
        hours_rule TEXT NOT NULL DEFAULT 'decimals', factuur_id TEXT NOT NULL DEFAULT '',
        factuur_nummer TEXT NOT NULL DEFAULT '', factuur_datum TEXT NOT NULL DEFAULT '',
        factuur_verval TEXT NOT NULL DEFAULT '', factuur_saldo TEXT NOT NULL DEFAULT '',
        approved_by TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    "CREATE UNIQUE INDEX one_credit ON declaraties (credits) WHERE credits <> ''",
    "CREATE UNIQUE INDEX one_nummer ON declaraties (nummer) WHERE nummer <> ''",
    """
    CREATE TABLE regels (
        declaratie_id TEXT NOT NULL REFERENCES declaraties (id) ON DELETE CASCADE, positie INTEGER NOT NULL,
        artikel_id TEXT NOT NULL, artikel TEXT NOT NULL, omschrijving TEXT NOT NULL, aantal TEXT NOT NULL,
        prijs TEXT NOT NULL, bedrag TEXT NOT NULL, btw_soort TEXT NOT NULL, exact TEXT NOT NULL, rule TEXT NOT NULL,
        PRIMARY KEY (declaratie_id, positie)
    ) STRICT
    """,
    """
    CREATE TABLE regel_registraties (
        declaratie_id TEXT NOT NULL REFERENCES declaraties (id) ON DELETE CASCADE, registratie_id TEXT NOT NULL,
        positie INTEGER NOT NULL, hour_id TEXT NOT NULL, fingerprint TEXT NOT NULL,
        PRIMARY KEY (declaratie_id, registratie_id)
    ) STRICT
    """,
    """
    CREATE TABLE locks (
        registratie_id TEXT PRIMARY KEY, declaratie_id TEXT NOT NULL REFERENCES declaraties (id)
    ) STRICT
    """,
    "CREATE INDEX locks_declaratie ON locks (declaratie_id)",
    "CREATE TABLE nummers (reeks TEXT PRIMARY KEY, laatste INTEGER NOT NULL) STRICT",
    """
    CREATE TABLE push_intents (
        id INTEGER PRIMARY KEY, declaratie_id TEXT NOT NULL REFERENCES declaraties (id), marker TEXT NOT NULL,
        generation INTEGER NOT NULL, payload TEXT NOT NULL, payload_hash TEXT NOT NULL, total TEXT NOT NULL,
        lines INTEGER NOT NULL, relatie_id TEXT NOT NULL, state TEXT NOT NULL, fence INTEGER NOT NULL DEFAULT 0,
        lease_until TEXT NOT NULL DEFAULT '', owner TEXT NOT NULL DEFAULT '', planned_at TEXT NOT NULL,
        last_sent_at TEXT NOT NULL DEFAULT '', looked INTEGER NOT NULL DEFAULT 0,
        remote_id TEXT NOT NULL DEFAULT '', remote_nummer TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '',
        codes TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    "CREATE UNIQUE INDEX one_live_intent ON push_intents (declaratie_id) WHERE state <> 'abandoned'",
    "CREATE UNIQUE INDEX one_marker ON push_intents (marker) WHERE state <> 'abandoned'",
    """
    CREATE TABLE runs (
        id TEXT PRIMARY KEY, started_at TEXT NOT NULL, ended_at TEXT NOT NULL DEFAULT '', ok INTEGER NOT NULL DEFAULT 0,
        report TEXT NOT NULL DEFAULT '{}'
    ) STRICT
    """,
    """
    CREATE TABLE before_images (
        run TEXT NOT NULL, line TEXT NOT NULL, raw BLOB NOT NULL, PRIMARY KEY (run, line)
    ) STRICT
    """,
]

KOPPELING = Schema(
    "koppeling",
    [
        ("first", [*OBSERVED, *DECIDED, *SYNCING, *JOURNAL]),
        ("imports and documents", INVOICING),
        ("totals including btw", TOTALS),
        ("worked time", WORKED),
        ("keys of names", KEYS),
        ("amounts of lines", AMOUNTS),
    ],
)
