"""A home with a koppeling at work, made by the commands themselves; its sandbox is gone, so what is read is the cache."""

import os
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from core.clock import system_clock
from core.sandbox import RunningSandbox, build_sandbox
from tests.environment import signed_in

MAIN = "import sys; from tui.cli import main; sys.exit(main())"
_COPIES = 1000
_FIRST_NUMMER = 200_000


def couple(home: str, *, klanten: int = 140, concepts: bool = False) -> None:
    """Couple, accept what is safe, start; with `concepts` those of last month as well."""
    today = system_clock().date()
    running = RunningSandbox(build_sandbox(klanten=klanten, today=today)).start()
    facts = running.facts
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        **signed_in(facts, home),
    }
    month = (today.replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
    steps = [["koppelingen", "add", "--review", "safe", "--start"]]
    steps += [["declaraties", "create", "--period", month, "--all"]] if concepts else []
    try:
        for words in steps:
            subprocess.run([sys.executable, "-c", MAIN, *words], env=environment, capture_output=True, check=False)
    finally:
        running.stop()


def grow(home: str, relaties: int) -> None:
    """Make at least so many klanten of the koppeling in this home, each a copy of one that is there, under its own number."""
    (path,) = (Path(home) / "data" / "koppelingen").glob("*.db")
    with sqlite3.connect(path) as db:
        names = [row[1] for row in db.execute("PRAGMA table_info(relaties)") if row[1] not in ("id", "naam", "nummer")]
        same = ", ".join(names)
        rows = db.execute("SELECT count(*) FROM relaties WHERE gone = 0 AND soorten LIKE '%Klant%'").fetchone()[0]
        copies = -(-relaties // rows)
        db.execute(
            f"""
            WITH RECURSIVE copy(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < ?)
            INSERT INTO relaties (id, naam, nummer, {same})
            SELECT id || '-' || n, naam || ' ' || n, ? + n * ? + row_number() OVER (PARTITION BY n), {same}
            FROM relaties, copy WHERE gone = 0 AND soorten LIKE '%Klant%'
            """,
            (copies, _FIRST_NUMMER, _COPIES),
        )


def run_often(home: str, runs: int) -> None:
    """Make so many runs more after the last, a minute apart and with figures of their own, every other one by the clock."""
    (path,) = (Path(home) / "data" / "koppelingen").glob("*.db")
    with sqlite3.connect(path) as db:
        db.execute(
            """
            WITH RECURSIVE copy(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < ?)
            INSERT INTO runs (id, started_at, ended_at, ok, report)
            SELECT id || '-' || n, strftime('%Y-%m-%dT%H:%M:%S+00:00', started_at, '+' || n || ' minutes'),
                strftime('%Y-%m-%dT%H:%M:%S+00:00', ended_at, '+' || n || ' minutes'), ok,
                json_set(report, '$.read', n * 7919 % 99991, '$.changed', n * 104729 % 9973, '$.writes', n * 31 % 97,
                    '$.refused', n % 4, '$.waiting', n * 17 % 89, '$.scheduled', json(iif(n % 2, 'true', 'false')))
            FROM (SELECT * FROM runs ORDER BY started_at DESC LIMIT 1), copy
            """,
            (runs,),
        )
