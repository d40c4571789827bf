"""Where keys come from and where they are kept: the environment, systemd, the keyring, and a 0600 file after a yes.

A key is never a setting, never in the text of an error, and in a database only sealed with a key that is elsewhere.
"""

from core.credentials.chain import Credentials
from core.credentials.source import SourceReport

__all__ = ["Credentials", "SourceReport"]
