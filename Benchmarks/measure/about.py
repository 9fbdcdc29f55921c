"""What a result was measured on."""
import datetime
import os
import platform
import re
import subprocess

from measure.server import ROOT


def machine(server):
    cpu = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    said = lambda *command: subprocess.run(command, capture_output=True, text=True, cwd=ROOT).stdout.strip()
    return {
        "date": datetime.date.today().isoformat(),
        "commit": said("git", "rev-parse", "--short", "HEAD"),
        "cpu": cpu,
        "cores": os.cpu_count(),
        "memory_mb": int(re.search(r"MemTotal:\s+(\d+)", open("/proc/meminfo").read())[1]) // 1024,
        "postgresql": server.version(),
        "swift": (re.search(r"version (\S+)", said("swift", "--version")) or [None, "unknown"])[1],
        "openssl": said("openssl", "version"),
    }
