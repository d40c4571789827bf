"""A process that pushes: `python -m tests.invoicing.worker FACTS DATABASE SETTLE LOCK [follow]`; prints the summary as JSON.
With `follow` it follows instead, which attaches specifications.

CRASH_AT in the environment makes it kill itself.
"""

import asyncio
import json
import sys
from pathlib import Path

from tests.invoicing.town import open_town


async def main() -> None:
    facts, database, settle = json.loads(Path(sys.argv[1]).read_text("utf-8")), Path(sys.argv[2]), int(sys.argv[3])
    town = await open_town(facts, database, lock_seconds=int(sys.argv[4]), settle_seconds=settle, timeout_seconds=5)
    if sys.argv[5:] == ["follow"]:
        await town.declaraties.follow()
        await town.close()
        return
    summary = await town.declaraties.push_all()
    await town.close()
    stopped = summary.to_json().get("stopped")
    sys.stdout.write(json.dumps({**summary.to_json(), "stopped": stopped and str(summary.stopped)}) + "\n")


if __name__ == "__main__":
    asyncio.run(main())
