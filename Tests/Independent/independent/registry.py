"""Chapter "Registry": which keys may do what, which key signs checkpoints, and what is redacted."""

from . import events

MAX_ROLES = 64
MAX_KEYS, MAX_KEYS_WITHOUT_RECOVERY = 65_536, 65_536 - 1_024
MAX_REDACTIONS, MAX_REDACTIONS_WITHOUT_RECOVERY = 1_048_576, 983_040
MAX_COUNTED_TYPES = 1024
OTHER_TYPES = "(other types)"


class KeyRecord:
    """What the registry knows of a key, and of its author's last submission that counts."""

    def __init__(self, roles, registered_in):
        self.roles = frozenset(roles)
        self.registered_in = registered_in
        self.revoked, self.compromised_since = False, None
        self.last = None
        self.submissions = []

    @property
    def is_recovery(self):
        """Whether the key has the role `recovery`."""
        return "recovery" in self.roles

    @property
    def can_register(self):
        """Whether the key has a role that lets it register keys."""
        return self.is_recovery or "key" in self.roles


# The ledger key signs submission 0. It isn't registered, and has no role.
LEDGER_AUTHOR = KeyRecord((), None)


def may_be(event, index, submission, author, origin):
    """The body rules on where an event of the registry may be, and under which names."""
    data = event.data
    if event.type == events.CREATED:
        return index == 0 and data["key"] == submission.statement.key and data["key"].name == origin
    if event.type == events.KEY_CHANGED:
        return data["key"].name == origin
    if event.type == events.REGISTERED:
        recovery_may_be = "recovery" not in data["roles"] or submission.first == 0 or author.is_recovery
        return data["key"].name != origin and recovery_may_be
    return True


class Registry:
    """The state before an event, changed by each event that has an effect."""

    def __init__(self, entry_at, submission_at):
        """The two functions give the entry and the submission of an index below that of the event applied."""
        self.keys = {}
        self.ledger_key = None
        self.changed_by_recovery = False
        self.redacted = set()
        self.redactions, self.redactions_by_type = 0, {}
        self._live_names, self._live_recovery, self._live_registrars = set(), 0, 0
        self._entry_at, self._submission_at = entry_at, submission_at
        self._effects = {events.CREATED: self._create, events.KEY_CHANGED: self._change_ledger_key,
                         events.REGISTERED: self._register, events.REVOKED: self._revoke,
                         events.REDACTED: self._redact}

    def apply(self, event, index, submission, author):
        """Apply an event that counts. Whether it has an effect."""
        return self._effects[event.type](event.data, index, submission, author)

    def _create(self, data, *_):
        self.ledger_key = data["key"]
        return True

    def _change_ledger_key(self, data, index, submission, author):
        if self.changed_by_recovery and not author.is_recovery:
            return False
        self.ledger_key = data["key"]
        self.changed_by_recovery = self.changed_by_recovery or author.is_recovery
        return True

    def _register(self, data, index, submission, author):
        key, limit = data["key"], MAX_KEYS if author.is_recovery else MAX_KEYS_WITHOUT_RECOVERY
        if key in self.keys or key.name in self._live_names:
            return False
        if len(data["roles"]) > MAX_ROLES or len(self.keys) >= limit:
            return False
        self.keys[key] = KeyRecord(data["roles"], submission)
        self._live_names.add(key.name)
        self._count_live(self.keys[key], 1)
        return True

    def _count_live(self, record, change):
        """Count the keys that aren't revoked and have a role that matters for revocations."""
        self._live_recovery += change * record.is_recovery
        self._live_registrars += change * record.can_register

    def _revoke(self, data, index, submission, author):
        record = self.keys.get(data["key"])
        if record is None or record.revoked or record.is_recovery and not author.is_recovery:
            return False
        if record.is_recovery and self.changed_by_recovery and self._live_recovery == 1:
            return False
        if record.can_register and self._live_registrars == 1:
            return False
        self._count_live(record, -1)
        record.revoked, record.compromised_since = True, data.get("compromisedSince")
        self._live_names.discard(data["key"].name)
        return True

    def _redact(self, data, index, submission, author):
        target = data["index"]
        if target >= index or self._entry_at(target).body_hash != data["bodyHash"]:
            return False
        of_target = self._submission_at(target)
        if not of_target.counts or of_target.guarded:
            return False
        if events.family_of(data["type"]) in events.REGISTRY_FAMILIES:
            return False
        if self.redactions >= (MAX_REDACTIONS if author.is_recovery else MAX_REDACTIONS_WITHOUT_RECOVERY):
            return False
        self.redacted.add(target)
        self._count_redaction(data["type"])
        return True

    def _count_redaction(self, type_name):
        """Count by type: the first 1,024 types each, the others together."""
        self.redactions += 1
        if type_name not in self.redactions_by_type and len(self.redactions_by_type) >= MAX_COUNTED_TYPES:
            type_name = OTHER_TYPES
        self.redactions_by_type[type_name] = self.redactions_by_type.get(type_name, 0) + 1

    def possibly_compromised(self):
        """The first indexes of the submissions that revocations with `compromisedSince` mark, and their heirs."""
        heirs, marked = {}, set()
        for record in self.keys.values():
            heirs.setdefault(record.registered_in.first, []).append(record)
        waiting = [(record, record.compromised_since) for record in self.keys.values()
                   if record.compromised_since is not None]
        while waiting:
            record, since = waiting.pop()
            for first in record.submissions:
                if first >= since and first not in marked:
                    marked.add(first)
                    waiting += [(heir, 0) for heir in heirs.get(first, ())]
        return marked
