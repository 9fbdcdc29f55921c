"""A ledger in a database of its own, driven by the release build."""
import json
import os
import subprocess

from measure import events
from measure.sample import answered, execute, measure

class Ledger:
    """A ledger, with a state directory and some authors."""

    def __init__(self, server, name, authors=1, origin=None, database=None):
        self.server = server
        self.database = database or name
        self.address = server.address(database) if database else server.create_database(name)
        self.state = server.directory / f"state-{name}"
        self.environment = dict(os.environ, CAIRN_DATABASE=self.address, CAIRN_STATE=str(self.state))
        self.origin = origin or f"ledger.bench.example/{name}"
        self.authors = [f"gateway-{number}.bench.example" for number in range(authors)]
        self.cairn("migrate")
        self.cairn("init", self.origin)
        for author in self.authors:
            self.cairn("key", "generate", author)
            self.cairn("key", "register", author, "--role", "*")
        self.size = self.count()

    def beside(self, name, origin):
        """Another ledger in the same database."""
        return Ledger(self.server, name, origin=origin, database=self.database)

    def cairn(self, *arguments, accepted=(0,), stdin=None):
        return execute([self.server.programs / "cairn", *arguments], environment=self.environment, accepted=accepted, stdin=stdin)

    def count(self):
        """How many entries there are."""
        entries = f"SELECT max(idx) + 1 FROM cairn.entry JOIN cairn.ledger USING (ledger_id) WHERE origin = '{self.origin}'"
        return int(self.server.sql(entries, self.database)[0][0])

    def disk(self):
        """Bytes of the tables and indexes of entries and submissions."""
        return int(self.server.sql(
            "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname = 'cairn' AND c.relkind = 'r'", self.database)[0][0])

    def append(self, count, seed, shape=events.unknown):
        """Bulk: a file of events, 1,000 a submission."""
        path = self.server.directory / "events.ndjson"
        events.write(path, count, seed=seed, start=self.size, shape=shape)
        self.size += count
        return measure(self.server, count, lambda: self.cairn("import", "events", path, "--author", self.authors[0]), self.disk)

    def seal(self, count):
        return measure(self.server, count, lambda: self.cairn("seal"), self.disk)

    def verify(self, *arguments, count=None):
        return measure(self.server, count or self.size, lambda: self.cairn("verify", *arguments))

    def inside(self, command, *arguments, author=0):
        """What the program says that measures from inside a process."""
        key = self.state / f"keys/{self.authors[author]}.pem"
        target = ["--database", self.address, "--origin", self.origin, "--key", key]
        return subprocess.Popen([str(part) for part in (self.server.programs / "CairnBenchmarks", command, *target, *arguments)], stdout=subprocess.PIPE, text=True)

    def answer(self, command, *arguments, author=0):
        process = self.inside(command, *arguments, author=author)
        text, _ = process.communicate(timeout=300)
        if process.returncode:
            raise SystemExit(f"bench: CairnBenchmarks {command} ended with {process.returncode}")
        return json.loads(text)

    def callers(self, count, seconds, *arguments):
        """Callers in one process, each of which appends one event after another."""
        return answered(self.server, lambda: [self.answer("callers", "--callers", count, "--seconds", seconds, *arguments)])
