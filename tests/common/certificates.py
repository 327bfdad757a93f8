"""Authorities and certificates made for one test, and a mail server that speaks STARTTLS with them."""

import base64
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def issue(folder: Path, host: str = "localhost") -> Path:
    """Write ``ca.crt``, and ``server.crt`` with ``server.key`` for a host, into a new folder. Returns the folder."""
    folder.mkdir()
    authority, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"authority of {folder.name}")])
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    top = _begun(issuer, issuer, authority).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True
    )
    leaf = _begun(subject, issuer, key).add_extension(
        x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False
    )
    (folder / "ca.crt").write_bytes(_signed(top, authority))
    (folder / "server.crt").write_bytes(_signed(leaf, authority))
    (folder / "server.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return folder


def _begun(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
    )


def _signed(builder: x509.CertificateBuilder, authority: ec.EllipticCurvePrivateKey) -> bytes:
    return builder.sign(authority, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


class MailServer(socketserver.ThreadingTCPServer):
    """Takes emails after STARTTLS and a sign-in. ``clear`` holds each line that came without encryption."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, tls: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(tls / "server.crt", tls / "server.key")
        self.clear: list[str] = []
        self.passwords: list[str] = []
        self.offers_tls = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a client that turns away ends a connection in the midst."""


class _Talk(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self._say("220 localhost")
        is_encrypted = False
        while line := self.rfile.readline().decode().strip():
            word = line.split()[0].upper()
            if not is_encrypted:
                self.server.clear.append(word)
            if word == "EHLO":
                offers = [] if is_encrypted or not self.server.offers_tls else ["250-STARTTLS"]
                self._say("250-localhost", *offers, "250 AUTH PLAIN")
            elif word == "STARTTLS":
                self._say("220 go on")
                self.request = self.server.context.wrap_socket(self.request, server_side=True)
                self.setup()
                is_encrypted = True
            elif word == "AUTH":
                self.server.passwords.append(base64.b64decode(line.split()[2]).decode().split("\0")[2])
                self._say("235 welcome")
            elif word == "QUIT":
                self._say("221 goodbye")
                return
            else:
                self._say("250 fine")

    def _say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())


@contextmanager
def mail_server(tls: Path) -> Iterator[MailServer]:
    """A mail server on a free port of this machine, until the block ends."""
    with MailServer(tls) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
