"""SQL of a repository, as SQLite reads it, in the words of PostgreSQL: a rule for each way in which they differ.

What no rule covers is refused with ValueError, so that a statement can't mean one thing here and another there.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from core.store.postgres.tables import IN_ORDER, OFFICE, OWNER, REGISTER_TABLE, Table, tables

_LITERAL = re.compile(r"('(?:[^']|'')*')")
_MARK = re.compile(r"\?|(?<![:\w]):([a-z]\w*)")
_OR_WHAT = re.compile(r"\s*INSERT OR (REPLACE|IGNORE) INTO (\w+)(?: \(([^)]*)\))?(.*)", re.DOTALL)
_REFUSED = re.compile(
    r"\bGLOB\b|\bINSERT OR\b|\bPRAGMA\b|\bLIKE\b|\bsqlite_|\bjson_|\bifnull\b|\bgroup_concat\b", re.IGNORECASE
)

Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]
_RULES: list[Rule] = [
    (
        re.compile(r"SELECT CAST\(value AS INTEGER\) FROM json_each\(%s\)"),
        "SELECT jsonb_array_elements_text(%s::jsonb)::bigint",
    ),
    (re.compile(r"SELECT value FROM json_each\(%s\)"), "SELECT jsonb_array_elements_text(%s::jsonb)"),
    (re.compile(r"([\w.]+) COLLATE NOCASE"), r"lower(\1)"),
    (re.compile(r"\binstr\("), "strpos("),
    (re.compile(r"\b1 << \((\w+) %% (\d+)\)"), r"CAST(1 AS BIGINT) << CAST(\1 %% \2 AS INT)"),
    (re.compile(r"\bIS NOT (?!NULL|DISTINCT)"), "IS DISTINCT FROM "),
    (re.compile(r"\bAS INTEGER\)"), "AS BIGINT)"),
    (re.compile(r"\bLIMIT -1\b"), "LIMIT ALL"),
    (re.compile(r"\bLIMIT (%s|%\(\w+\)s)"), r"LIMIT nullif(\1, -1)"),
    (re.compile(r"\bmax\(([^(),]+, [^()]+)\)"), r"greatest(\1)"),
]


@lru_cache(maxsize=2048)
def translated(sql: str) -> str:
    """The statement with psycopg's marks."""
    found = _OR_WHAT.fullmatch(sql)
    if found is not None:
        sql = _insert_or(*found.groups(default=""))
    parts = _LITERAL.split(sql)
    words = "".join(part.replace("%", "%%") if odd % 2 else _marked(part) for odd, part in enumerate(parts))
    for pattern, other in _RULES:
        words = pattern.sub(other, words)
    words = words.replace("ON CONFLICT (", f"ON CONFLICT ({_owner_in(words)}, ")
    if left := _REFUSED.search("".join(_LITERAL.split(words)[::2])):
        raise ValueError(f"{left[0]}: {sql}")
    return words


def _marked(part: str) -> str:
    return _MARK.sub(lambda mark: f"%({mark[1]})s" if mark[1] else "%s", part.replace("%", "%%"))


def _insert_or(what: str, table: str, columns: str, rest: str) -> str:
    """IGNORE leaves what is there; REPLACE makes the row as if it were new, its columns that are not named too."""
    known = _table(table)
    names = [name.strip() for name in columns.split(",")] if columns else list(known.columns)
    head = f"INSERT INTO {table} ({', '.join(names)}){rest}"
    if what == "IGNORE":
        return f"{head} ON CONFLICT DO NOTHING"
    sets = [f"{name} = excluded.{name}" for name in names if name not in known.key]
    sets += [f"{name} = DEFAULT" for name in known.columns if name not in (*names, *known.key)]
    sets += ["rowid = DEFAULT"] if table in IN_ORDER else []
    return f"{head} ON CONFLICT ({', '.join(known.key)}) DO UPDATE SET {', '.join(sets)}"


def _owner_in(words: str) -> str:
    return OFFICE if re.search(rf"INSERT INTO {REGISTER_TABLE}\b", words) else OWNER


@cache
def _tables() -> dict[str, Table]:
    return tables()


def _table(name: str) -> Table:
    if name not in _tables():
        raise ValueError(name)
    return _tables()[name]
