"""Whom https trusts, and the way through a proxy: over real sockets, with an authority made for the test."""

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from core.config import Settings
from core.errors import UnreachableError, UsageError
from core.http import Http

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n[]"


def authority(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A file to trust, and the side of a server at 127.0.0.1 that it vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "kantoor")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    trusted, secret = folder / "ca.pem", folder / "key.pem"
    trusted.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    secret.write_bytes(key.private_bytes(*plain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(trusted, secret)
    return trusted, context


@pytest.fixture
async def office(tmp_path):
    """An https service that only the file of the office vouches for: `(address, file, requests heard)`."""
    trusted, context = authority(tmp_path)
    heard: list[bytes] = []

    async def answer(reader, writer):
        heard.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(ANSWER)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
    yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}", trusted, heard
    server.close()
    await server.wait_closed()


async def asked(settings: Settings, url: str) -> int:
    http = Http(settings)
    try:
        return (await http.get(url, headers={"Authorization": "Bearer geheim"})).status
    finally:
        await http.aclose()


async def test_the_file_of_the_office_is_trusted(office) -> None:
    url, trusted, heard = office
    assert await asked(Settings(ca_file=str(trusted), timeon_url=url), url) == 200
    assert len(heard) == 1


async def test_without_it_nothing_is_sent(office) -> None:
    url, _, heard = office
    with pytest.raises(UnreachableError, match="certificate"):
        await asked(Settings(timeon_url=url), url)
    assert heard == []


async def test_a_certificate_for_another_host_is_refused(office) -> None:
    url, trusted, heard = office
    wrong = url.replace("127.0.0.1", "localhost")
    with pytest.raises(UnreachableError, match="ertificate"):
        await asked(Settings(ca_file=str(trusted), timeon_url=wrong), wrong)
    assert heard == []


@pytest.mark.parametrize("content", [None, "", "geen certificaat"])
async def test_a_file_without_certificates_is_said(tmp_path, content) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_text(content)
    with pytest.raises(UsageError, match="ca_file"):
        await asked(Settings(ca_file=str(file)), "https://127.0.0.1:1")


async def test_the_usual_variable_names_the_proxy_and_it_sees_no_header(monkeypatch) -> None:
    lines: list[bytes] = []

    async def proxy(reader, writer):
        lines.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(proxy, "127.0.0.1", 0)
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    with pytest.raises(UnreachableError):
        await asked(Settings(), "https://b2bapi.snelstart.test/v2/companyInfo")
    server.close()
    await server.wait_closed()
    assert lines[0].startswith(b"CONNECT b2bapi.snelstart.test:443 ")
    assert b"geheim" not in b"".join(lines)


@pytest.mark.parametrize(
    "proxy",
    [
        "socks5://piet:s3cr3t@127.0.0.1:9",
        "ftp://piet:s3cr3t@127.0.0.1:9",
        "http://piet:s3cr3t@127.0.0.1:99999",
        "http://piet:s3cr3t@:9",
        "http://piet:s3 cr3t@127.0.0.1:9",
    ],
)
async def test_a_proxy_that_can_not_be_meant_is_told_by_its_variable_and_not_shown(monkeypatch, proxy) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    with pytest.raises(UsageError, match="HTTPS_PROXY") as caught:
        await asked(Settings(), "https://b2bapi.snelstart.test/v2/companyInfo")
    assert "cr3t" not in str(caught.value) + str(caught.value.advice)


async def test_for_this_machine_alone_a_proxy_is_not_looked_at(monkeypatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:9")
    local = Settings(
        snelstart_url="http://127.0.0.1:1", snelstart_auth_url="http://127.0.0.1:1", timeon_url="http://127.0.0.1:1"
    )
    with pytest.raises(UnreachableError):
        await asked(local, "http://127.0.0.1:1")


async def test_who_stands_in_no_proxy_is_asked_directly(monkeypatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    with pytest.raises(UnreachableError, match="via de proxy"):
        await asked(Settings(timeon_url="https://127.0.0.2:1"), "https://127.0.0.2:1")
    monkeypatch.setenv("NO_PROXY", "127.0.0.2")
    with pytest.raises(UnreachableError) as caught:
        await asked(Settings(timeon_url="https://127.0.0.2:1"), "https://127.0.0.2:1")
    assert "via de proxy" not in str(caught.value)


async def test_a_proxy_that_refuses_is_named_and_its_password_is_in_no_error_and_no_later_text(monkeypatch) -> None:
    async def proxy(reader, writer):
        head = await reader.readuntil(b"\r\n\r\n")
        given = head.partition(b"Basic ")[2].partition(b"\r\n")[0]
        writer.write(b"HTTP/1.1 407 piet:s3cr3t " + given + b"\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(proxy, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    monkeypatch.setenv("HTTPS_PROXY", f"http://piet:s3cr3t@127.0.0.1:{port}")
    http = Http(Settings())
    with pytest.raises(UnreachableError) as caught:
        await http.send("POST", "https://b2bapi.snelstart.test/v2/verkooporders")
    await http.aclose()
    server.close()
    await server.wait_closed()
    assert f"via de proxy 127.0.0.1:{port} (HTTPS_PROXY): 407" in str(caught.value)
    assert "s3cr3t" not in str(caught.value)
    assert "cGlldDpzM2NyM3Q=" not in str(caught.value)
    assert "s3cr3t" not in http.secrets.redact("cGlldDpzM2NyM3Q= en s3cr3t")
