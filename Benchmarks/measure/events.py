"""Events as an image gateway would send them, some 360 or 380 bytes each; no two runs differ."""
import base64
import pathlib
import random

MODALITIES = ["MR", "CT", "PT", "MG", "US"]


def unknown(number, source):
    """A type that nobody knows: kept, hashed and signed, never interpreted."""
    return "example.bench.series-seen.v1", (
        f'"series":"{source.getrandbits(122):032x}","modality":"{MODALITIES[number % 5]}","instances":{number % 400 + 1},'
        f'"bytes":{number * 7919 % 900000000},"note":"{source.getrandbits(264):066x}"')


def own(number, source):
    """Cairn's own types in turn: a series received, a consent given, an access read."""
    subject, thing = f"{source.getrandbits(128):032x}", f"{source.getrandbits(128):032x}"
    if number % 3 == 0:
        root = base64.b64encode(source.randbytes(32)).decode()
        return "cairn.image.series-received.v1", (
            f'"subjects":["{subject}"],"assets":["{thing}","study-{number // 4}"],"actor":{{"id":"gateway","kind":"service"}},"modality":"{MODALITIES[number % 5]}",'
            f'"instances":{number % 400 + 1},"bytes":{number * 7919 % 900000000},"instancesRoot":"{root}"')
    if number % 3 == 1:
        return "cairn.consent.given.v1", (
            f'"subjects":["{subject}"],"consents":["{thing}"],"purposes":["DUO:0000006"],"notice":"notice-1"')
    return "cairn.access.read.v1", (
        f'"purposes":["eu-ehds:HealthcareScientificResearch"],"permits":["permit-{number % 120}"],'
        f'"datasets":["dataset-{number % 40}@1"],"objects":{number % 500},"actor":{{"id":"{subject}","kind":"person"}}')


def write(path, count, seed=1, start=0, shape=unknown):
    """Writes events, one a line; the ids are UUIDs of version 7, in the order of their time."""
    source = random.Random(seed)
    with pathlib.Path(path).open("w") as file:
        for number in range(start, start + count):
            moment = 1767225600000 + number // 20
            tail = source.getrandbits(74)
            digits = f"{moment:012x}7{tail >> 62:03x}{0x8000000000000000 | (tail & 0x3FFFFFFFFFFFFFFF):016x}"
            identifier = f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
            seconds, thousandths = divmod(moment, 1000)
            time = f"2026-01-{1 + seconds // 86400 % 28:02}T{seconds // 3600 % 24:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{thousandths:03}Z"
            kind, data = shape(number, source)
            file.write(f'{{"specversion":"1.0","id":"{identifier}","source":"urn:cairn:gateway.bench.example","type":"{kind}","time":"{time}","data":{{{data}}}}}\n')
