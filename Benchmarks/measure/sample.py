"""One measured piece of work: how much, how long, and what it cost on both sides."""
import dataclasses
import os
import subprocess
import time


@dataclasses.dataclass
class Sample:
    """What a run did (`count` pieces of work) and took; bytes are of all pieces together."""
    count: int
    seconds: float
    client_cpu: float = 0
    server_cpu: float = 0
    wal: int = 0
    disk: int = 0
    peak: int = 0
    details: dict = dataclasses.field(default_factory=dict)

    @property
    def rate(self):
        return self.count / self.seconds


def execute(command, stdin=None, stdout=subprocess.DEVNULL, environment=None, accepted=(0,)):
    """Runs a program to its end; returns wall seconds, CPU seconds, peak bytes."""
    begin = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], stdin=stdin, stdout=stdout, stderr=subprocess.PIPE, env=environment)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in accepted:
        raise SystemExit(f"bench: {command[0]} ended with {process.returncode}: {errors.decode(errors='replace').strip()}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def measure(server, count, work, disk=lambda: 0):
    """A sample of work that returns (seconds, client CPU, peak), with what the server spent meanwhile."""
    server.sql("CHECKPOINT")
    cpu, wal, size = server.cpu(), server.wal(), disk()
    seconds, client, peak = work()
    wal = server.wal() - wal
    return Sample(count, seconds, client, server.cpu() - cpu, wal, disk() - size, peak)
