"""Every claim of docs/security.md names a test, and every test that is named exists."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = (ROOT / "docs" / "security.md").read_text()
NAMED = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", DOCUMENT)


def test_every_named_test_exists() -> None:
    missing = []
    for path, name in NAMED:
        source = ROOT / path
        if not source.exists() or (name and f"def {name}(" not in source.read_text()):
            missing.append(f"{path}::{name}")
    assert missing == []
    assert len(NAMED) > 30


def test_every_threat_names_one() -> None:
    tables = re.findall(r"\| threat \|[^\n]*\n\|[-|]+\n((?:\|[^\n]*\n)+)", DOCUMENT)
    rows = [row for table in tables for row in table.splitlines()]
    assert len(rows) > 25
    assert [row for row in rows if "`tests/" not in row.rsplit("|", 2)[1]] == []


def test_every_module_it_names_exists() -> None:
    for path in re.findall(r"`((?:core|tui|screens)/[\w/]+\.py)`", DOCUMENT):
        assert (ROOT / path).exists(), path
