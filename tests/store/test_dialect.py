"""One statement, two dialects: every difference has a rule, and what has none is refused."""

import pytest

from core.store.postgres.dialect import translated
from core.store.postgres.migrations import steps
from core.store.postgres.tables import parsed, tables
from core.store.postgres.tables import translated as made
from core.store.schema import Schema
from core.store.schema_koppeling import KOPPELING
from core.store.schema_register import REGISTER

_RUN = "started_at = excluded.started_at, ended_at = DEFAULT, ok = DEFAULT, report = DEFAULT, rowid = DEFAULT"


@pytest.mark.parametrize(
    ("sqlite", "postgres"),
    [
        ("SELECT a FROM t WHERE b = ? AND c = :c", "SELECT a FROM t WHERE b = %s AND c = %(c)s"),
        ("SELECT '?:a%' FROM t WHERE b = ?", "SELECT '?:a%%' FROM t WHERE b = %s"),
        ("SELECT 7 % 2", "SELECT 7 %% 2"),
        ("sum(1 << (seq % 32))", "sum(CAST(1 AS BIGINT) << CAST(seq %% 32 AS INT))"),
        ("instr(lower(a), ?) > 0", "strpos(lower(a), %s) > 0"),
        ("a IN (SELECT value FROM json_each(?))", "a IN (SELECT jsonb_array_elements_text(%s::jsonb))"),
        ("ORDER BY i.klant COLLATE NOCASE, id", "ORDER BY lower(i.klant), id"),
        ("a IS NOT b AND c IS NOT NULL", "a IS DISTINCT FROM b AND c IS NOT NULL"),
        ("CAST(id AS INTEGER) DESC", "CAST(id AS BIGINT) DESC"),
        ("LIMIT -1 OFFSET ?", "LIMIT ALL OFFSET %s"),
        ("LIMIT :limit", "LIMIT nullif(%(limit)s, -1)"),
        ("SET skip = max(skip, ?)", "SET skip = greatest(skip, %s)"),
        ("SELECT max(seq), min(since) FROM t", "SELECT max(seq), min(since) FROM t"),
        (
            "INSERT OR IGNORE INTO before_images VALUES (?, ?, ?)",
            "INSERT INTO before_images (run, line, raw) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
        ),
        (
            "INSERT OR REPLACE INTO fulls VALUES (?, ?)",
            "INSERT INTO fulls (kind, at) VALUES (%s, %s) ON CONFLICT (van_koppeling, kind) DO UPDATE SET at = excluded.at",
        ),
        (
            "INSERT OR REPLACE INTO runs (id, started_at) VALUES (?, ?)",
            f"INSERT INTO runs (id, started_at) VALUES (%s, %s) ON CONFLICT (van_koppeling, id) DO UPDATE SET {_RUN}",
        ),
        (
            "INSERT INTO koppelingen (id) VALUES (?) ON CONFLICT (id) DO NOTHING",
            "INSERT INTO koppelingen (id) VALUES (%s) ON CONFLICT (office, id) DO NOTHING",
        ),
    ],
)
def test_a_statement_means_the_same(sqlite: str, postgres: str) -> None:
    assert translated(sqlite) == postgres


@pytest.mark.parametrize(
    "sql",
    ["SELECT 1 WHERE a GLOB 'x*'", "PRAGMA user_version", "SELECT json_extract(a, '$.b') FROM t", "SELECT ifnull(a, 1)",
     "INSERT OR REPLACE INTO nergens VALUES (?)", "SELECT 1 WHERE a LIKE 'x'"],
)  # fmt: skip
def test_what_has_no_rule_is_refused(sql: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        translated(sql)


def test_a_word_in_a_text_is_no_word_of_the_statement() -> None:
    assert translated("SELECT 'PRAGMA GLOB'") == "SELECT 'PRAGMA GLOB'"


def test_every_statement_of_every_migration_can_be_read() -> None:
    statements = [one for schema in (KOPPELING, REGISTER) for _, found in schema.steps for one in found]
    assert all(made(one) for one in statements)
    assert {table.name for one in statements if (table := parsed(one))} == set(tables())
    assert not any(step.contracts for step in steps())


def test_a_statement_that_can_not_be_read_stops_the_migration() -> None:
    with pytest.raises(ValueError, match="VIEW"):
        made("CREATE VIEW a AS SELECT 1")


def test_what_a_later_step_takes_away_is_no_table_and_no_column_any_more() -> None:
    first = [
        "CREATE TABLE a (id TEXT PRIMARY KEY, wie TEXT NOT NULL) STRICT",
        "CREATE TABLE b (id TEXT PRIMARY KEY) STRICT",
    ]
    second = ["ALTER TABLE a DROP COLUMN wie", "DROP TABLE b"]
    schema = Schema("shrinks", [("first", first), ("second", second)])
    assert {name: list(table.columns) for name, table in tables([schema]).items()} == {"a": ["id"]}
    assert [step.contracts for step in steps([schema]) if step.name.startswith("shrinks:")] == [False, True]


def test_a_column_that_is_added_later_comes_in_the_same_words() -> None:
    assert made("ALTER TABLE declaraties ADD COLUMN wie TEXT NOT NULL DEFAULT ''") == [
        "ALTER TABLE declaraties ADD COLUMN IF NOT EXISTS wie TEXT COLLATE \"C\" NOT NULL DEFAULT ''"
    ]
