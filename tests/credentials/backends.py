"""Keyrings that behave, refuse, or never answer."""

import threading
from typing import ClassVar

from keyring.backend import KeyringBackend
from keyring.errors import NoKeyringError, PasswordDeleteError

NEVER = threading.Event()


class Good(KeyringBackend):
    priority = 5
    held: ClassVar[dict] = {}

    def get_password(self, service, username):
        return self.held.get((service, username))

    def set_password(self, service, username, password):
        self.held[service, username] = password

    def delete_password(self, service, username):
        if (service, username) not in self.held:
            raise PasswordDeleteError
        del self.held[service, username]


class Broken(Good):
    def get_password(self, service, username):
        raise NoKeyringError("no keyring, and here is s3cr3t")

    def set_password(self, service, username, password):
        raise NoKeyringError(password)


class Locked(Good):
    def get_password(self, service, username):
        NEVER.wait()

    def set_password(self, service, username, password):
        NEVER.wait()


class Forgetful(Good):
    def set_password(self, service, username, password):
        return
