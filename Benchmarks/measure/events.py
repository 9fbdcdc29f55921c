"""Events as an image gateway would send them, some 350 bytes each; no two runs differ."""
import pathlib
import random

MODALITIES = ["MR", "CT", "PT", "MG", "US"]


def write(path, count, seed=1, start=0):
    """Writes events, one a line; the ids are UUIDs of version 7, in the order of their time."""
    source = random.Random(seed)
    with pathlib.Path(path).open("w") as file:
        for number in range(start, start + count):
            moment = 1767225600000 + number // 20
            tail = source.getrandbits(74)
            digits = f"{moment:012x}7{tail >> 62:03x}{0x8000000000000000 | (tail & 0x3FFFFFFFFFFFFFFF):016x}"
            identifier = f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
            seconds, thousandths = divmod(moment, 1000)
            asset = f"{source.getrandbits(122):032x}"
            file.write(
                f'{{"specversion":"1.0","id":"{identifier}","source":"urn:cairn:gateway.bench.example",'
                f'"type":"example.bench.series-seen.v1","time":"2026-01-{1 + seconds // 86400 % 28:02}T{seconds // 3600 % 24:02}:'
                f'{seconds // 60 % 60:02}:{seconds % 60:02}.{thousandths:03}Z","data":{{"series":"{asset}",'
                f'"modality":"{MODALITIES[number % 5]}","instances":{number % 400 + 1},"bytes":{(number * 7919) % 900000000},'
                f'"note":"{source.getrandbits(264):066x}"}}}}\n'
            )
