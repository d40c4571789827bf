"""Everything that an office's database holds, as whoever stole a copy of it would have it."""

import psycopg


def everything(url: str, user: str = "kantoor") -> bytes:
    """The rows of every table of every schema, seen by a superuser."""
    parts = []
    with psycopg.connect(url.replace(f"{user}@", "postgres@")) as db:
        names = db.execute(
            "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables "
            "WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1"
        ).fetchall()
        for (name,) in names:
            with db.cursor().copy(f"COPY (SELECT * FROM {name}) TO STDOUT") as copied:
                parts += [name.encode(), *(bytes(part) for part in copied)]
    return b"\n".join(parts)
