"""A process of ours leaves no core, and gives no key to its children, its process list or whoever reads its environment."""

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

from core import shield
from tests.security.users import ALICE, as_user, needs_root

ROOT = Path(__file__).resolve().parents[2]
KEYS = {
    "KOPPELBORD_SNELSTART_SUBSCRIPTION_KEY": "PLANTEDsubscription",
    "KOPPELBORD_SNELSTART_KOPPELSLEUTEL": "PLANTEDkoppelsleutel\nPLANTEDanother",
    "KOPPELBORD_TIMEON_KEY": "PLANTEDtimeon",
}
CHILD = "import os; print({n: v for n, v in os.environ.items() if 'PLANTED' in v})"


def inside(code: str) -> str:
    """What a shielded program prints."""
    program = f"from core import shield\nshield.shield()\nimport subprocess, sys, os\n{code}"
    environment = {**os.environ, **KEYS, "PYTHONPATH": str(ROOT), "KOPPELBORD_TIMEON_KEY_FILE": "/x"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.strip()


def test_a_child_gets_no_key() -> None:
    assert inside(f"print(subprocess.check_output([sys.executable, '-c', {CHILD!r}], text=True))") == "{}"


def test_the_chain_of_credentials_still_knows_them() -> None:
    assert inside("print(all(name in shield.environment() for name in " + repr(list(KEYS)) + "))") == "True"
    assert inside("print(sorted(shield.given_secrets()))").count("PLANTED") == 4


def test_a_variable_that_names_a_file_stays() -> None:
    assert inside("print(os.environ['KOPPELBORD_TIMEON_KEY_FILE'])") == "/x"


def test_no_core_is_dumped() -> None:
    assert inside("import resource; print(resource.getrlimit(resource.RLIMIT_CORE))") == "(0, 0)"
    assert inside("import ctypes; print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))") == "0"


def readable_before_and_after() -> str:
    """Whether a sibling process of the same user can read our first environment, before shielding and after it."""
    ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)
    before = _sibling_reads(os.getpid())
    shield.shield()
    return f"{before} {_sibling_reads(os.getpid())}"


def _sibling_reads(pid: int) -> bool:
    child = os.fork()
    if child == 0:
        try:
            Path(f"/proc/{pid}/environ").read_bytes()
        except OSError:
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@needs_root
def test_another_process_of_the_same_user_can_not_read_the_first_environment() -> None:
    assert as_user(ALICE, readable_before_and_after) == "True False"


@pytest.mark.parametrize("name", ["KOPPELBORD_HOME", "KOPPELBORD_TIMEON_KEY_FILE", "AWS_SECRET_KEY", "KOPPELBORD_LANG"])
def test_what_is_no_key_of_ours_is_left_alone(name: str) -> None:
    assert not shield.is_secret(name)
