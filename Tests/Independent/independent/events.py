"""Chapters "Bodies" and "Types and roles", and the form of the registry's events."""

import datetime
import json
import re
from typing import NamedTuple

from .notes import parse_checkpoint, parse_key
from .primitives import Malformed, decode_base64, require, sha256

MAX_BODY = 60_000
MAX_LEVELS = 32
MAX_INTEGER = 2**53 - 1
MAX_REFERENCES = 1000
EMPTY_BODY_HASH = sha256(b"\x00")

REGISTRY_FAMILIES = frozenset(["key", "ledger", "redaction"])
CREATED = "cairn.ledger.created.v1"
KEY_CHANGED = "cairn.ledger.key-changed.v1"
REGISTERED = "cairn.key.registered.v1"
REVOKED = "cairn.key.revoked.v1"
REDACTED = "cairn.redaction.recorded.v1"

_REQUIRED = ("specversion", "id", "source", "type", "time", "data")
_LISTS = ("subjects", "assets", "datasets", "models", "permits", "consents", "requests", "purposes", "causes")
_ACTOR_TEXTS = ("id", "kind", "organisation", "onBehalfOf")
_NOT_FOR_STAR = REGISTRY_FAMILIES | {"recovery", "index", "anchor"}

_TOKEN = re.compile(r"[\x21-\x7e]{1,255}")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_TIME = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]{1,6})?Z")
_FAMILY = re.compile(r"cairn\.([a-z0-9-]+)\.[a-z0-9-]+\.v(?:0|[1-9][0-9]*)")
_REFUSED = re.compile("[\\0\\ud800-\\udfff]")
_REASON = re.compile(r"[a-z0-9-]{1,64}")


class Event(NamedTuple):
    """An event whose body obeys the rules. The fields of the registry's events are decoded in `data`."""

    type: str
    family: str
    data: dict

    @property
    def is_of_registry(self):
        """Whether the registry interprets it."""
        return self.family in REGISTRY_FAMILIES


def body_hash(body):
    """The hash of a body."""
    return sha256(b"\x00" + body)


def family_of(type_name):
    """The family of a type."""
    match = _FAMILY.fullmatch(type_name)
    return match[1] if match else type_name


def allows(roles, family):
    """Whether one of these roles allows events of this family."""
    if family == "recovery":
        return False
    return (family in roles
            or "recovery" in roles and family in REGISTRY_FAMILIES
            or "*" in roles and family not in _NOT_FOR_STAR)


# JSON

def _unique(pairs):
    members = dict(pairs)
    require(len(members) == len(pairs), "a member occurs twice")
    return members


def _integer(text):
    require(len(text) <= 17 and text != "-0", "not an integer in range")
    value = int(text)
    require(abs(value) <= MAX_INTEGER, "not an integer in range")
    return value


def _refuse(text):
    raise Malformed(f"not an integer: {text[:20]}")


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_int=_integer, parse_float=_refuse, parse_constant=_refuse)


def _check_depth(value, level=1):
    """At most 32 levels of objects and arrays."""
    if isinstance(value, (dict, list)):
        require(level <= MAX_LEVELS, "too many levels")
        for child in value.values() if isinstance(value, dict) else value:
            _check_depth(child, level + 1)


def _check_escaped(value):
    """No U+0000 and no lone surrogate in any string or name. Only an escape can make one."""
    if isinstance(value, str):
        require(not _REFUSED.search(value), "U+0000 or a lone surrogate")
    elif isinstance(value, list):
        for child in value:
            _check_escaped(child)
    elif isinstance(value, dict):
        for name, child in value.items():
            _check_escaped(name)
            _check_escaped(child)


def parse_json(body):
    """The object that a body is the text of."""
    require(2 <= len(body) <= MAX_BODY and body[:1] == b"{" and body[-1:] == b"}", "the bounds of a body")
    try:
        value = _DECODER.decode(body.decode())
    except (ValueError, RecursionError):
        raise Malformed("not JSON") from None
    if body.count(b"{") + body.count(b"[") > MAX_LEVELS:
        _check_depth(value)
    if b"\\u" in body:
        _check_escaped(value)
    return value


# Members

def _is_token(value):
    """A string of 1 to 255 bytes of 0x21 to 0x7E."""
    return isinstance(value, str) and _TOKEN.fullmatch(value) is not None


def _check_time(text):
    match = _TIME.fullmatch(text)
    require(match, "time")
    try:
        datetime.datetime(*map(int, match.groups()))
    except ValueError:
        raise Malformed("no such time") from None


def _check_references(data):
    """What the event touches, in any type."""
    for name in _LISTS:
        if name in data:
            values = data[name]
            require(isinstance(values, list) and len(values) <= MAX_REFERENCES and all(map(_is_token, values)), name)
    if "actor" in data:
        actor = data["actor"]
        require(isinstance(actor, dict), "actor")
        require(all(_is_token(actor[name]) for name in _ACTOR_TEXTS if name in actor), "actor")


def parse_event(body, origin):
    """The event of a body. All body rules are checked but those on where an event may be (registry.may_be)."""
    outer = parse_json(body)
    require(all(name in outer for name in _REQUIRED), "a member is missing")
    require(all(_is_token(outer[name]) for name in _REQUIRED[:5]), "a member isn't a string of the form")
    require(outer["specversion"] == "1.0" and _UUID.fullmatch(outer["id"]), "specversion or id")
    _check_time(outer["time"])
    require("subject" not in outer and "data_base64" not in outer, "a member that is refused")
    data = outer["data"]
    require(isinstance(data, dict), "data")
    _check_references(data)
    family = family_of(outer["type"])
    if family in REGISTRY_FAMILIES:
        require(len(outer) == len(_REQUIRED), "a member more")
        data = _registry_data(outer["type"], data, origin)
    return Event(outer["type"], family, data)


# The registry's events

def _matched(pattern):
    def form(value, _):
        require(isinstance(value, str) and pattern.fullmatch(value), "not of its form")
        return value
    return form


def _decoded(decode):
    def form(value, origin):
        require(isinstance(value, str), "not a string")
        return decode(value.encode(), origin)
    return form


def _own_origin(text, origin):
    require(text == origin, "the origin of another ledger")
    return text


def _roles(value, _):
    require(isinstance(value, list) and value and all(map(_is_token, value)), "roles")
    return value


def _index(value, _):
    require(type(value) is int and value >= 0, "index")
    return value


_FORMS = {  # each takes the value and this ledger's origin, and gives what the value stands for
    "key": _decoded(lambda text, _: parse_key(text)),
    "origin": _decoded(_own_origin),
    "predecessor": _decoded(lambda text, _: parse_checkpoint(text)),
    "bodyHash": _decoded(lambda text, _: decode_base64(text, 32)),
    "type": _matched(_TOKEN),
    "reason": _matched(_REASON),
    "roles": _roles,
    "index": _index,
    "compromisedSince": _index,
}

_MEMBERS = {  # type: (required, optional)
    CREATED: ({"origin", "key"}, {"predecessor"}),
    KEY_CHANGED: ({"key"}, set()),
    REGISTERED: ({"key", "roles"}, set()),
    REVOKED: ({"key", "reason"}, {"compromisedSince"}),
    REDACTED: ({"index", "bodyHash", "type", "reason"}, set()),
}


def _registry_data(type_name, data, origin):
    """The decoded members of an event of the registry, exactly those of its type."""
    require(type_name in _MEMBERS, "a type that the registry doesn't have")
    required, optional = _MEMBERS[type_name]
    require(required <= data.keys() <= required | optional, "other members than those of the type")
    return {name: _FORMS[name](value, origin) for name, value in data.items()}
