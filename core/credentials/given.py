"""Keys that whoever started the program gave it: environment variables, files they name, systemd credentials."""

from collections.abc import Mapping
from pathlib import Path

from core.credentials.source import KOPPELSLEUTEL, OFFICE_KEY, SUBSCRIPTION_KEY, TIMEON, SourceReport
from core.errors import MissingError
from core.text import say

VARIABLES = {
    SUBSCRIPTION_KEY: "KOPPELBORD_SNELSTART_SUBSCRIPTION_KEY",
    KOPPELSLEUTEL: "KOPPELBORD_SNELSTART_KOPPELSLEUTEL",
    TIMEON: "KOPPELBORD_TIMEON_KEY",
    OFFICE_KEY: "KOPPELBORD_OFFICE_KEY",
}
LARGEST = 1024 * 1024


class Environment:
    """Variables, or the files that the same variables with `_FILE` behind them name."""

    label = "omgeving"

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def find(self, name: str) -> str:
        """The variable itself goes before its file. Raises MissingError, naming a file that can't be read."""
        variable = VARIABLES.get(name)
        if variable is None:
            return ""
        given = self._environment.get(variable, "").strip()
        path = self._environment.get(f"{variable}_FILE", "").strip()
        return given or (_read(Path(path).expanduser(), f"{variable}_FILE") if path else "")

    def names(self) -> list[str]:
        """The names whose variable is set."""
        return [name for name, variable in VARIABLES.items() if self._set(variable)]

    def report(self) -> SourceReport:
        """Which variables are set, never what they hold."""
        used = ", ".join(VARIABLES[name] for name in self.names())
        return SourceReport(self.label, available=True, in_use=bool(used), note=used)

    def _set(self, variable: str) -> bool:
        return any(self._environment.get(name, "").strip() for name in (variable, f"{variable}_FILE"))


class Systemd:
    """Credentials that systemd laid in $CREDENTIALS_DIRECTORY: files named as the key, with a dot for the colon."""

    label = "systemd"

    def __init__(self, environment: Mapping[str, str]) -> None:
        folder = environment.get("CREDENTIALS_DIRECTORY", "")
        self._folder = Path(folder) if folder else None

    def find(self, name: str) -> str:
        """The content of the file. Raises MissingError when it is there and can't be read."""
        if self._folder is None:
            return ""
        path = self._folder / name.replace(":", ".")
        return _read(path, "CREDENTIALS_DIRECTORY") if path.is_file() else ""

    def names(self) -> list[str]:
        """The names of koppelbord's own files in the folder."""
        if self._folder is None or not self._folder.is_dir():
            return []
        found = [path.name.replace(".", ":", 1) for path in sorted(self._folder.iterdir()) if path.is_file()]
        return [name for name in found if name.split(":")[0] in VARIABLES]

    def report(self) -> SourceReport:
        """Whether systemd gave a folder."""
        return SourceReport(self.label, available=self._folder is not None, in_use=bool(self.names()))


def _read(path: Path, variable: str) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise MissingError(say("{file} ({variable}) is te groot voor een sleutel.", file=path, variable=variable))
        return path.read_text("utf-8").strip()
    except UnicodeDecodeError:
        raise MissingError(say("{file} ({variable}) is geen tekst.", file=path, variable=variable)) from None
    except OSError as problem:
        raise MissingError(
            say(
                "{file} ({variable}) is niet te lezen: {problem}.",
                file=path,
                variable=variable,
                problem=problem.strerror,
            )
        ) from problem
