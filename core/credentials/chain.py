"""The chain of credentials: what was given to the program goes before what it kept itself."""

from collections.abc import Iterable, Iterator, Mapping

from core.config import Paths
from core.credentials.file import SecretFile
from core.credentials.given import VARIABLES, Environment, Systemd
from core.credentials.ring import Ring
from core.credentials.source import (
    KOPPELSLEUTEL,
    MEMORY,
    OFFICE_KEY,
    SUBSCRIPTION_KEY,
    TIMEON,
    Source,
    SourceReport,
    lines,
)
from core.credentials.vault import Envelopes, Vault
from core.errors import MissingError, ReadOnlyError
from core.text import say


class Credentials:
    """Keys of all koppelingen of one user.

    Looked for in this order: stored in this process, environment (`…_FILE` too), systemd credential, the office's database
    (`envelopes`, sealed with a key from the other places), keyring, 0600 file.
    `memory_only` leaves the keyring and the file alone: nothing that is stored outlives the process; `read_only` refuses to keep or forget a key. A MissingError
    names the variable; a CredentialsError a file that can't be trusted.
    """

    def __init__(
        self, paths: Paths, environment: Mapping[str, str], *, memory_only: bool = False, read_only: bool = False,
        envelopes: Envelopes | None = None,
    ) -> None:  # fmt: skip
        self._read_only = read_only
        self._memory: dict[str, str] = {}
        self._ring = None if memory_only else Ring(environment)
        self._file = None if memory_only else SecretFile(paths.secrets)
        given: list[Source] = [Environment(environment), Systemd(environment)]
        own = [source for source in (self._ring, self._file) if source is not None]
        self.vault = Vault(envelopes, lambda: self._office_keys([*given, *own])) if envelopes is not None else None
        self._chain: list[Source] = [*given, *([self.vault] if self.vault else []), *own]

    def __repr__(self) -> str:
        return f"Credentials({', '.join(source.label for source in self._chain)})"

    def subscription_key(self) -> str:
        """The partner's key at SnelStart. Raises MissingError."""
        return self._first(SUBSCRIPTION_KEY) or self._missing(SUBSCRIPTION_KEY)

    def timeon_key(self, timeon_id: str | None = None) -> str:
        """Time On's API key: of one administration when it has its own, else the general one. Raises MissingError."""
        own = self._first(f"{TIMEON}:{timeon_id}") if timeon_id else ""
        return own or self._first(TIMEON) or self._missing(TIMEON)

    def timeon_keys(self, timeon_id: str | None = None) -> list[str]:
        """As `koppelsleutels`, of Time On: which administration a key opens it only says itself. Raises MissingError."""
        return list(dict.fromkeys(self._candidates(TIMEON, timeon_id))) or [self._missing(TIMEON)]

    def koppelsleutels(self, administratie_id: str | None = None) -> list[str]:
        """Candidates, best first: those kept for this administration, then those given without a name.

        A koppelsleutel proves which administration it opens only by companyInfo, so whoever takes one asks. Without an
        id: every candidate that can be listed. Raises MissingError when there is none.
        """
        return list(dict.fromkeys(self._candidates(KOPPELSLEUTEL, administratie_id))) or [self._missing(KOPPELSLEUTEL)]

    def store(self, name: str, secret: str, *, allow_file: bool = False) -> str:
        """Keep a key and answer where it went: `database` (of an office that has a key to seal it), `keyring`, `bestand` (only with `allow_file`) or `geheugen`.

        It is known in this process either way.
        """
        self._open_to_write()
        secret = secret.strip()
        self._memory[name] = secret
        if self.vault is not None and name != OFFICE_KEY and self.vault.keep(name, secret):
            return self.vault.label
        if self._ring is not None and self._ring.keep(name, secret):
            return self._ring.label
        if self._file is not None and allow_file:
            self._file.keep(name, secret)
            return self._file.label
        return MEMORY

    def kept(self, name: str) -> list[str]:
        """The keys under exactly this name, in the chain's order; empty when there are none."""
        return list(dict.fromkeys(self._all(name)))

    def keeps_unseen(self, name: str, secret: str) -> bool:
        """Keep a key where others can't read it, the file being no such place; whether there was one."""
        self._open_to_write()
        if self.vault is not None and self.vault.keep(name, secret):
            return True
        return self._ring is not None and self._ring.keep(name, secret)

    def lasts(self, *, allow_file: bool = False) -> bool:
        """Whether what is stored now will be there after this process."""
        if (self._file is not None and allow_file) or (self.vault is not None and self.vault.held()):
            return True
        return self._ring is not None and self._ring.report().available

    def forget(self, name: str) -> None:
        """Remove a key from every place that koppelbord keeps keys in; what was given stays with the giver."""
        self._open_to_write()
        self._memory.pop(name, None)
        if self.vault is not None:
            self.vault.forget(name)
        if self._ring is not None:
            self._ring.forget(name)
        if self._file is not None:
            self._file.forget(name)

    def sources(self) -> list[SourceReport]:
        """Every link of the chain in its order, for doctor."""
        held = SourceReport(MEMORY, available=True, in_use=bool(self._memory))
        return [held, *(source.report() for source in self._chain)]

    def _open_to_write(self) -> None:
        if self._read_only:
            raise ReadOnlyError

    def _candidates(self, kind: str, id_: str | None) -> Iterator[str]:
        if id_:
            yield from self._all(f"{kind}:{id_}")
        yield from self._all(kind)
        if id_:
            return
        prefix = f"{kind}:"
        yield from (secret for name, secret in self._memory.items() if name.startswith(prefix))
        for source in self._chain:
            for name in source.names():
                if name.startswith(prefix):
                    yield from lines(source.find(name))

    def _office_keys(self, places: Iterable[Source]) -> Iterator[str]:
        yield from lines(self._memory.get(OFFICE_KEY, ""))
        for source in places:
            yield from lines(source.find(OFFICE_KEY))

    def _all(self, name: str) -> Iterator[str]:
        yield from lines(self._memory.get(name, ""))
        for source in self._chain:
            yield from lines(source.find(name))

    def _first(self, name: str) -> str:
        return next(self._all(name), "")

    def _missing(self, name: str) -> str:
        variable = VARIABLES[name]
        raise MissingError(
            say("Gezocht in {places}.", places=", ".join(source.label for source in self._chain)),
            advice=say("Zet {variable} of {variable}_FILE, of sla de sleutel op vanuit koppelbord.", variable=variable),
        )
