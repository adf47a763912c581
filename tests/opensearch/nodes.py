"""Three nodes of OpenSearch in three processes: no root, no service, gone when whoever
started them is.

Maven fetches them once; they need a JDK of 21 or newer.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LEAST_JAVA = 21
NODES = 3
FETCH_SECONDS, FORM_SECONDS = 240, 180  # at most, for Maven, and for a cluster to form
JAVA_FOLDERS = "/usr/lib/jvm"
# Little memory, and compiled quickly rather than well: a run takes minutes.
JVM_OPTIONS = (
    "-Xms96m",
    "-Xmx384m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "--enable-native-access=ALL-UNNAMED",
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
)
MAVEN_OPTIONS = (
    "-q",
    "-B",
    "-Daether.connector.connectTimeout=10000",
    "-Daether.connector.requestTimeout=30000",
    "dependency:build-classpath",
)
# Waits until whoever started it is gone, however it went, then clears up. The ids of
# the nodes stand in files, since nodes are started anew.
GUARD = (
    'while kill -0 "$1" 2>/dev/null && [ ! -e "$2/stop" ]; do sleep 0.5; done; '
    'for file in "$2"/*.pid; do kill -9 "$(cat "$file")"; done; sleep 0.5; '
    'rm -rf "$2" "$2.lock" "$2.missing"'
)


SILENT: dict[str, int] = {
    "stdin": subprocess.DEVNULL,
    "stdout": subprocess.DEVNULL,
    "stderr": subprocess.DEVNULL,
}


class Unavailable(RuntimeError):
    """There is no OpenSearch on this machine; the message says why."""


class Unfetchable(Unavailable):
    """There might be one, and nobody answers who has it."""


class Nodes:
    """A cluster in a folder of its own; several processes may speak of the same one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def launch(self, owner: int) -> None:
        """Start all nodes; they end with the process `owner`. Raises `Unavailable`."""
        java = find_java()
        self.folder.mkdir(exist_ok=True)
        guard = ["sh", "-c", GUARD, "guard", str(owner), str(self.folder)]
        subprocess.Popen(guard, start_new_session=True, cwd="/", **SILENT)
        try:
            classpath = fetch_classpath(self.folder)
            shutil.copy(HERE / "TestNode.java", self.folder)
            command = [java / "bin/javac", "-proc:none", "-cp", classpath]
            run([*command, "-d", self.folder, self.folder / "TestNode.java"], 120)
            ports = find_free_ports(2 * NODES)
            plan = {
                "java": str(java / "bin/java"),
                "classpath": f"{self.folder}:{classpath}",
                "ports": ports[:NODES],
                "transports": ports[NODES:],
            }
            (self.folder / "plan").write_text(json.dumps(plan), "utf-8")
            for number in range(NODES):
                self.configure(number)
                self.start(number)
            self.wait_until_whole()
        except BaseException:
            self.stop()
            raise

    @cached_property
    def plan(self) -> dict[str, Any]:
        """Program and ports, as whoever launched them wrote them down."""
        return json.loads((self.folder / "plan").read_text("utf-8"))

    @property
    def hosts(self) -> list[str]:
        """As ARCHIVE_SEARCH_URL names them."""
        return [f"127.0.0.1:{port}" for port in self.plan["ports"]]

    def configure(self, number: int) -> None:
        """Write the settings of a node."""
        home, transports = self.folder / f"n{number}", self.plan["transports"]
        (home / "config").mkdir(parents=True)
        settings = {
            "cluster.name": self.folder.name,
            "node.name": f"n{number}",
            "node.processors": 1,
            "path.home": str(home),
            "network.host": "127.0.0.1",
            "http.port": self.plan["ports"][number],
            "transport.port": transports[number],
            "discovery.seed_hosts": [f"127.0.0.1:{port}" for port in transports],
            "cluster.initial_cluster_manager_nodes": [f"n{n}" for n in range(NODES)],
            "cluster.routing.allocation.disk.threshold_enabled": False,
        }
        lines = (f"{key}: {json.dumps(value)}\n" for key, value in settings.items())
        (home / "config/opensearch.yml").write_text("".join(lines), "utf-8")

    def start(self, number: int) -> None:
        """Start a node; it joins by itself."""
        home = self.folder / f"n{number}"
        command = [self.plan["java"], *JVM_OPTIONS]
        with (home / "output").open("wb") as output:
            node = subprocess.Popen(
                [*command, "-cp", self.plan["classpath"], "TestNode", home],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                cwd=home,
            )
        (self.folder / f"{number}.pid").write_text(str(node.pid), "ascii")

    def kill(self, number: int) -> None:
        """End a node as a loss of power would."""
        pid = int((self.folder / f"{number}.pid").read_text("ascii"))
        os.kill(pid, signal.SIGKILL)
        # Its parent may be another process of this run, or this one, which buries it.
        deadline = time.monotonic() + 20
        while is_alive(pid) and time.monotonic() < deadline:
            time.sleep(0.02)

    def wait_until_whole(self) -> None:
        """Wait until every node says that all are there and hold all copies."""
        path = f"/_cluster/health?wait_for_status=green&wait_for_nodes={NODES}"
        deadline = time.monotonic() + FORM_SECONDS
        for host in self.hosts:
            while not self._is_whole(host, f"{path}&timeout=5s"):
                if time.monotonic() > deadline:
                    output = self.folder / "n0/output"
                    tail = output.read_text("utf-8", "replace")[-2_000:]
                    raise RuntimeError(f"no cluster in {FORM_SECONDS} s: {tail}")
                time.sleep(0.3)

    def _is_whole(self, host: str, path: str) -> bool:
        try:
            return not self.ask(host, path)["timed_out"]
        except (OSError, ValueError):
            return False

    def ask(
        self, host: str, path: str, method: str = "GET", body: object = None
    ) -> Any:
        """What a node answers."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(
            f"http://{host}{path}", data, headers, method=method
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def stop(self) -> None:
        """Let the guard end them and remove the folder."""
        (self.folder / "stop").touch()
        deadline = time.monotonic() + 20
        while self.folder.exists() and time.monotonic() < deadline:
            time.sleep(0.1)


def find_java() -> Path:
    """The newest JDK that is new enough. Raises `Unavailable`."""
    if shutil.which("mvn") is None:
        raise Unavailable("Maven (mvn) is not installed")
    homes = [Path(os.environ.get("JAVA_HOME") or "/nowhere")]
    homes += sorted(Path(JAVA_FOLDERS).glob("*"))
    found = {home: read_version(home) for home in homes}
    newest = max(found, key=lambda home: found[home])
    if found[newest] < LEAST_JAVA:
        raise Unavailable(f"no JDK of {LEAST_JAVA} or newer is installed")
    return newest


def read_version(home: Path) -> int:
    """The release of a JDK; 0 where there is none."""
    if not (home / "bin/javac").is_file():
        return 0
    try:
        release = (home / "release").read_text("utf-8", "replace")
    except OSError:
        return 0
    match = re.search(r'^JAVA_VERSION="(\d+)', release, re.MULTILINE)
    return int(match[1]) if match else 0


def fetch_classpath(folder: Path) -> str:
    """Where Maven keeps the nodes; what it has already it does not ask for again.
    Raises `Unavailable` where nobody answers."""
    shutil.copy(HERE / "pom.xml", folder)
    file = folder / "classpath"
    command = ["mvn", *MAVEN_OPTIONS, f"-Dmdep.outputFile={file}", "-f", folder]
    for offline in ("-o",), ():
        try:
            run([*command, *offline], FETCH_SECONDS)
        except (RuntimeError, subprocess.TimeoutExpired) as error:
            reason = str(error)[-300:]
        else:
            return file.read_text("utf-8").strip()
    raise Unfetchable(f"Maven can't fetch OpenSearch: {reason}")


def run(command: list[str | Path], seconds: int) -> None:
    """Run a program to its end. Raises `RuntimeError` with what it said."""
    done = subprocess.run(
        command, capture_output=True, check=False, text=True, timeout=seconds
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stdout}{done.stderr}")


def find_free_ports(count: int) -> list[int]:
    """Ports that nobody listens at."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _n in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def is_alive(pid: int) -> bool:
    """Whether a process runs still; one that ended and was not buried does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii", "replace")
    except OSError:
        return False
    return state.rpartition(")")[2].split()[0] not in ("Z", "X")
