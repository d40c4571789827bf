"""Where keys come from and where they are kept: the environment, systemd, the keyring, and a 0600 file after a yes.

A key is never a setting, never in a database, and never in the text of an error.
"""

from core.credentials.chain import Credentials
from core.credentials.source import SourceReport

__all__ = ["Credentials", "SourceReport"]
