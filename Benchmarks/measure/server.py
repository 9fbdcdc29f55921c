"""A private PostgreSQL with durable defaults, and what it spends."""
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
TICKS = os.sysconf("SC_CLK_TCK")


def build(checkout=ROOT):
    """Builds the programs of a checkout in release mode; returns the folder that they are in."""
    for product in ("cairn", "CairnBenchmarks"):
        subprocess.run(["swift", "build", "--configuration", "release", "--product", product], cwd=checkout, check=True, stdout=sys.stderr)
    return checkout / ".build/release"


def binaries():
    """The folder of the server's programs."""
    return pathlib.Path(subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True).stdout.strip() or "/usr/bin")


def as_user(*command):
    """A command as a user under whom PostgreSQL starts: it refuses root."""
    prefix = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"] if os.getuid() == 0 else []
    return [str(part) for part in (*prefix, *command)]


class Server:
    """A cluster in a directory of its own, for the programs of one folder; durable settings are PostgreSQL's defaults."""

    def __init__(self, programs):
        self.programs = programs
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="cairn-bench-"))
        self.directory.chmod(0o711)
        started = subprocess.run([ROOT / ".ci/postgres", "start", self.directory], check=True, capture_output=True, text=True)
        self.superuser = started.stdout.strip()
        # The room that checkpoints get is a matter of size, not of durability; both sides of each comparison have it.
        for setting in ["shared_buffers = '1GB'", "max_wal_size = '16GB'", "checkpoint_timeout = '30min'"]:
            self.sql(f"ALTER SYSTEM SET {setting}")
        self.restart()

    def address(self, database):
        return f"host={self.directory} user=cairn dbname={database}"

    def sql(self, text, database="postgres"):
        """The rows of a statement, as lists of strings."""
        command = ["psql", "-X", "-q", "-At", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-d", self.address(database)]
        done = subprocess.run(command, input=text, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"bench: {done.stderr.strip()}")
        return [line.split("\t") for line in done.stdout.splitlines()]

    def create_database(self, name):
        self.sql(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'")
        return self.address(name)

    def restart(self):
        options = f"-c listen_addresses='' -c unix_socket_directories={self.directory} -c unix_socket_permissions=0777 -c max_connections=200"
        command = as_user(binaries() / "pg_ctl", f"--pgdata={self.directory}/data", "--wait", "--silent", f"--log={self.directory}/log", "--mode=fast", f"--options={options}", "restart")
        subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL)

    def stop(self):
        subprocess.run([ROOT / ".ci/postgres", "stop", self.directory], check=True)
        subprocess.run(["rm", "-rf", self.directory], check=True)

    @property
    def postmaster(self):
        return int((self.directory / "data/postmaster.pid").read_text().split()[0])

    def cpu(self):
        """CPU seconds of all server processes, those that have ended included."""
        postmaster = self.postmaster
        own = stat(postmaster)
        total = sum(own[11:15])
        for name in os.listdir("/proc"):
            if name.isdigit():
                try:
                    fields = stat(int(name))
                except (FileNotFoundError, ProcessLookupError):
                    continue
                if fields[1] == postmaster:
                    total += fields[11] + fields[12]
        return total / TICKS

    def wal(self):
        return int(self.sql("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint")[0][0])

    def version(self):
        return self.sql("SHOW server_version")[0][0]


def stat(process):
    """The fields of /proc/PID/stat after the name: state, parent, …; 11 to 14 are CPU ticks, own and of children that ended."""
    text = pathlib.Path(f"/proc/{process}/stat").read_text()
    return [int(field) if field.lstrip("-").isdigit() else field for field in text.rpartition(")")[2].split()]
