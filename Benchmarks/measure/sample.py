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

    @property
    def cpu(self):
        """CPU seconds of one piece of work, both sides together."""
        return (self.client_cpu + self.server_cpu) / self.count


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


def answered(server, work):
    """A sample of work whose programs said themselves how many events they appended, and what that took."""
    answers = []

    def run():
        answers.extend(work())
        return max(a["seconds"] for a in answers), sum(a["cpu"] for a in answers), max(a["peak"] for a in answers)

    sample = measure(server, 1, run)
    sample.count = sum(answer["events"] for answer in answers)
    sample.details = answers[0].get("latency", {})
    return sample
