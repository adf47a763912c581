"""The archive as `docs/deploy/` sets it up: a checkout that nobody may write, two sites
and an index worker, behind nginx."""

from __future__ import annotations

import contextlib
import ctypes
import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings

DATA_FOLDER = "Daten für alle"
ONION = f"{'a' * 56}.onion"
PARTS = ("archive", "fixtures", "manage.py", "requirements", "templates")
PATIENCE = 120  # seconds, where a busy machine may be slow
DROP_CAPABILITY, DAC_OVERRIDE = 24, 1  # of Linux: prctl(2), capabilities(7)
NGINX = """
daemon off;
{user}
pid "{folder}/nginx.pid";
error_log "{folder}/nginx.log" warn;
events {{ }}
http {{
    access_log off;
    client_body_temp_path "{folder}/bodies";
    proxy_temp_path "{folder}/proxied";
    fastcgi_temp_path "{folder}/fastcgi";
    uwsgi_temp_path "{folder}/uwsgi";
    scgi_temp_path "{folder}/scgi";
{servers}
}}
"""


def find_nginx() -> str | None:
    """The program; Debian has it where only root looks."""
    return shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")


def obey_modes() -> None:
    """Let root, too, write only what its modes allow. Called in a new process."""
    if not os.geteuid():
        ctypes.CDLL(None).prctl(DROP_CAPABILITY, DAC_OVERRIDE, 0, 0, 0)


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@dataclass
class Deployment:
    """Folder and ports of what runs."""

    folder: Path
    http: int = field(default_factory=free_port)
    https: int = field(default_factory=free_port)
    onion: int = field(default_factory=free_port)
    site: int = field(default_factory=free_port)
    public: int = field(default_factory=free_port)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def checkout(self) -> Path:
        """Code that nobody may write."""
        return self.folder / "Prüfung der Auslieferung"

    @property
    def environment(self) -> dict[str, str]:
        """What `archive.env` sets, and a clock and a language that are not ours."""
        given = {n: v for n, v in os.environ.items() if not n.startswith("ARCHIVE_")}
        return {
            **given,
            "TZ": "Asia/Shanghai",
            "LANG": "C",
            "ARCHIVE_VAR": str(self.folder / DATA_FOLDER),
            "ARCHIVE_HOSTS": "localhost",
            "ARCHIVE_BASE_URL": f"https://localhost:{self.https}",
            "ARCHIVE_TRUSTED_PROXIES": "127.0.0.1",
            "ARCHIVE_TIME_ZONE": "Europe/Zurich",
            "ARCHIVE_ONION_URL": f"http://{ONION}",
        }

    def copy_checkout(self) -> None:
        """The code, without the right to write any of it."""
        self.checkout.mkdir()
        for part in PARTS:
            source = settings.BASE_DIR / part
            copy = shutil.copytree if source.is_dir() else shutil.copy2
            copy(source, self.checkout / part)
        shutil.rmtree(self.checkout / "fixtures" / "demonstration")
        (self.checkout / ".venv").symlink_to(sys.prefix)
        for path in (self.checkout, *self.checkout.rglob("*")):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode & 0o555)

    def manage(self, *arguments: str) -> str:
        """Run a command as the service does; what it printed."""
        done = subprocess.run(
            ["python3", "manage.py", *arguments],
            cwd=self.checkout,
            env=self.environment,
            preexec_fn=obey_modes,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, name: str, *command: str, **settings_of_it: str) -> None:
        """Start what goes on until `stop`; its log is a file of its name."""
        with (self.folder / f"{name}.log").open("wb") as log:
            self.running[name] = subprocess.Popen(
                command,
                cwd=self.checkout,
                env={**self.environment, **settings_of_it},
                preexec_fn=obey_modes,
                stdout=log,
                stderr=log,
            )

    def stop(self, name: str) -> None:
        """End it as a service manager does."""
        process = self.running.pop(name)
        process.terminate()
        process.wait(timeout=30)

    def serve(self, name: str, port: int, **settings_of_it: str) -> None:
        """Start a process for pages, and wait until it listens."""
        command = ("python3", "manage.py", "serve", "--pages-only", "--port", str(port))
        self.start(name, *command, **settings_of_it)
        wait_for(port, self)

    def serve_public(self) -> None:
        """Start the process that has readers' pages and no desk."""
        self.serve("public", self.public, ARCHIVE_DESK="off")

    def read_logs(self) -> str:
        """All that was logged."""
        logs = [path.read_text("utf-8") for path in self.folder.glob("*.log")]
        assert logs
        return "\n".join(logs)

    def write_nginx_configuration(self) -> Path:
        """The shipped file, with the ports and files of this run."""
        shipped = (settings.BASE_DIR / "docs/deploy/nginx.conf").read_text("utf-8")
        servers = shipped
        for pattern, replacement in (
            (r"listen 80;", f"listen 127.0.0.1:{self.http};"),
            (r"listen 443 ", f"listen 127.0.0.1:{self.https} "),
            (r"listen 127\.0\.0\.1:8081 ", f"listen 127.0.0.1:{self.onion} "),
            (r"(?s)(upstream archive_site .*?):8000", rf"\g<1>:{self.site}"),
            (r"(?s)(upstream archive_pages .*?):8000", rf"\g<1>:{self.public}"),
            (r"/etc/letsencrypt\S+/(\w+\.pem)", rf'"{self.folder}/\1"'),
            (r"/var/log/nginx/archive\.log", f'"{self.folder}/archive.log"'),
            (r"archive\.example", "localhost"),
        ):
            servers, found = re.subn(pattern, replacement, servers)
            assert found, pattern
        user = "" if os.geteuid() else "user root;"
        path = self.folder / "nginx.conf"
        text = NGINX.format(folder=self.folder, servers=servers, user=user)
        path.write_text(text, "utf-8")
        return path

    def ask(
        self, path: str, body: str | None = None, **headers: str
    ) -> tuple[int, http.client.HTTPMessage, str]:
        """Status, headers and page of an answer to a reader by HTTPS."""
        context = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
        line = http.client.HTTPSConnection(
            "localhost", self.https, timeout=PATIENCE, context=context
        )
        return converse(line, path, body, headers)

    def ask_plainly(
        self, port: int, path: str, **headers: str
    ) -> tuple[int, http.client.HTTPMessage, str]:
        """The same without HTTPS, at any of the ports."""
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        return converse(line, path, None, headers)

    def ask_onion(
        self, path: str, body: str | None = None, *, circuit: int = 1, **headers: str
    ) -> tuple[int, http.client.HTTPMessage, str]:
        """The same as a reader of the onion service, whose circuit Tor names."""
        line = _TorConnection("127.0.0.1", self.onion, timeout=PATIENCE)
        line.circuit = circuit
        return converse(line, path, body, {"Host": ONION, **headers})


class _TorConnection(http.client.HTTPConnection):
    """A connection that Tor makes for a circuit (`HiddenServiceExportCircuitID`)."""

    circuit = 0

    def connect(self) -> None:
        super().connect()
        number = f"{self.circuit >> 16:x}:{self.circuit & 0xFFFF:x}"
        line = f"PROXY TCP6 fc00:dead:beef:4dad::{number} ::1 65535 42\r\n"
        self.sock.sendall(line.encode())


def converse(
    line: http.client.HTTPConnection,
    path: str,
    body: str | None,
    headers: dict[str, str],
) -> tuple[int, http.client.HTTPMessage, str]:
    """Ask, read the whole answer and close."""
    written = {name.replace("_", "-"): value for name, value in headers.items()}
    if body is not None:
        written["Content-Type"] = "application/x-www-form-urlencoded"
    with contextlib.closing(line):
        line.request("GET" if body is None else "POST", path, body, written)
        answer = line.getresponse()
        return answer.status, answer.headers, answer.read().decode("utf-8")


def write_certificate(folder: Path) -> None:
    """A certificate for localhost that signs itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    names = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(pem))
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "privkey.pem").write_bytes(private)


@contextlib.contextmanager
def run_deployment(folder: Path, nginx: str) -> Iterator[Deployment]:
    """All of it, until the context ends."""
    made = Deployment(folder)
    made.copy_checkout()
    write_certificate(folder)
    made.manage("serve", "--prepare-only")
    try:
        made.start("index_worker", "python3", "manage.py", "index_worker")
        made.start("nginx", nginx, "-c", str(made.write_nginx_configuration()))
        made.serve("site", made.site)
        made.serve_public()
        wait_for(made.https, made)
        yield made
    finally:
        for name in list(made.running):
            made.stop(name)


def wait_for(port: int, made: Deployment) -> None:
    """Until something listens there."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if any(process.poll() is not None for process in made.running.values()):
            break
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), 5).close()
            return
        time.sleep(0.1)
    raise AssertionError(made.read_logs())
