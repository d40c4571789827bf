"""The tests' own PostgreSQL: on any machine, as root too, whole after a kill, gone with whoever started it."""

import contextlib
import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.postgres import binaries
from tests.postgres.server import Server

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def of_the_wheel() -> Iterator[Server]:
    server = Server("wheel")
    yield server
    server.remove()


def test_the_wheel_alone_is_enough(of_the_wheel: Server) -> None:
    assert "pgserver" in str(of_the_wheel.binaries)
    with psycopg.connect(of_the_wheel.start().url()) as db:
        assert db.execute("SELECT 1 + 1").fetchone() == (2,)


def test_a_folder_without_programs_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=str(tmp_path)):
        binaries.find(str(tmp_path))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root is refused by PostgreSQL")
def test_programs_that_only_root_may_reach_are_copied_to_where_others_may(tmp_path: Path) -> None:
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o700)
    tree = binaries.find("wheel").parent
    shutil.copytree(tree, shut / tree.parent.name / tree.name, symlinks=True)
    shutil.copytree(tree.parent.with_suffix(".libs"), shut / f"{tree.parent.name}.libs")
    server = Server(str(shut / tree.parent.name / tree.name / "bin"))
    try:
        psycopg.connect(server.start().url()).close()
        assert server.binaries.is_relative_to(server.folder)
    finally:
        server.remove()


def test_what_was_committed_survives_a_kill_of_the_server(of_the_wheel: Server) -> None:
    with psycopg.connect(of_the_wheel.start().url(), autocommit=True) as db:
        db.execute("CREATE TABLE kept AS SELECT 7 AS n")
        of_the_wheel.kill()
    with psycopg.connect(of_the_wheel.start().url()) as db:
        assert db.execute("SELECT n FROM kept").fetchone() == (7,)


def test_a_killed_server_answers_nothing_more(of_the_wheel: Server) -> None:
    with psycopg.connect(of_the_wheel.start().url(), autocommit=True) as db:
        backend = db.info.backend_pid
        os.kill(backend, signal.SIGSTOP)
        db.pgconn.send_query(b"SELECT 2")
        of_the_wheel.kill()
        with contextlib.suppress(ProcessLookupError):
            os.kill(backend, signal.SIGCONT)
        answer = db.pgconn.get_result()
    assert answer is not None
    assert answer.status == psycopg.pq.ExecStatus.FATAL_ERROR


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel ties a server to its run on Linux alone")
def test_a_run_that_is_killed_leaves_no_server_behind() -> None:
    code = (
        "import os, signal\n"
        "from tests.postgres.server import Server\n"
        "server = Server().start()\n"
        "print(server.pid, server.folder, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    pid, folder = done.stdout.split()
    try:
        gone = os.pidfd_open(int(pid))
    except ProcessLookupError:
        pass
    else:
        assert select.select([gone], [], [], 30)[0], "the server outlived its run"
        os.close(gone)
    finally:
        shutil.rmtree(folder)


def test_each_test_has_a_database_of_its_own(postgres: str, postgres_server: Server) -> None:
    with psycopg.connect(postgres) as db, psycopg.connect(postgres_server.url()) as other:
        here = db.execute("SELECT current_database()").fetchone()
        assert here != other.execute("SELECT current_database()").fetchone()
