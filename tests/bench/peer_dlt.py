"""The peer: dlt's rest_api reads all relaties of the sandbox into SQLite. Runs in an environment of its own.

python peer_dlt.py FACTS    prints {"seconds", "rows"}; the time is that of reading and storing alone
"""

import json
import sqlite3
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

import dlt
from dlt.destinations import sqlalchemy
from dlt.sources.rest_api import rest_api_source

PAGE = 500


def main() -> None:
    """One pipeline, one resource."""
    facts = json.loads(sys.argv[1])
    form = {"grant_type": "clientkey", "clientkey": facts["administraties"][0]["koppelsleutel"]}
    with urllib.request.urlopen(facts["snelstart_auth_url"], urllib.parse.urlencode(form).encode()) as answer:
        token = json.load(answer)["access_token"]
    source = rest_api_source(
        {
            "client": {
                "base_url": facts["snelstart_url"] + "/",
                "headers": {"Ocp-Apim-Subscription-Key": facts["subscription_key"]},
                "auth": {"type": "bearer", "token": token},
                "paginator": {"type": "offset", "limit": PAGE, "offset_param": "$skip", "limit_param": "$top",
                              "total_path": None, "stop_after_empty_page": True},
            },
            "resources": [{"name": "relaties", "primary_key": "id", "endpoint": {"path": "relaties"}}],
        }
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "peer.db"
        pipeline = dlt.pipeline(
            "peer", pipelines_dir=folder, destination=sqlalchemy(f"sqlite:///{file}"), dataset_name="main"
        )
        began = time.perf_counter()
        pipeline.run(source)
        seconds = time.perf_counter() - began
        with sqlite3.connect(file) as db:
            rows = db.execute("SELECT count(*) FROM relaties").fetchone()[0]
    sys.stdout.write(json.dumps({"seconds": seconds, "rows": rows}) + "\n")


if __name__ == "__main__":
    main()
