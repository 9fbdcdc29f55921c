"""The little of libpq that a prepared call in binary form needs, so that nothing must be installed."""
import ctypes
import ctypes.util

LIBRARY = ctypes.CDLL(ctypes.util.find_library("pq"))
TUPLES = 2
for name, result, arguments in (
    ("PQconnectdb", ctypes.c_void_p, [ctypes.c_char_p]),
    ("PQstatus", ctypes.c_int, [ctypes.c_void_p]),
    ("PQfinish", None, [ctypes.c_void_p]),
    ("PQerrorMessage", ctypes.c_char_p, [ctypes.c_void_p]),
    ("PQbackendPID", ctypes.c_int, [ctypes.c_void_p]),
    ("PQprepare", ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_int, ctypes.c_void_p]),
    ("PQexecPrepared", ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int] + [ctypes.c_void_p] * 3 + [ctypes.c_int]),
    ("PQresultStatus", ctypes.c_int, [ctypes.c_void_p]),
    ("PQclear", None, [ctypes.c_void_p]),
    ("PQfnumber", ctypes.c_int, [ctypes.c_void_p, ctypes.c_char_p]),
    ("PQgetvalue", ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_int, ctypes.c_int]),
    ("PQgetlength", ctypes.c_int, [ctypes.c_void_p, ctypes.c_int, ctypes.c_int]),
):
    function = getattr(LIBRARY, name)
    function.restype, function.argtypes = result, arguments


class Connection:
    """A connection on which one statement is prepared."""

    def __init__(self, address, statement):
        self.pointer = LIBRARY.PQconnectdb(address.encode())
        if LIBRARY.PQstatus(self.pointer) != 0:
            raise self.failure()
        self.process = LIBRARY.PQbackendPID(self.pointer)
        result = LIBRARY.PQprepare(self.pointer, b"call", statement.encode(), 0, None)
        if LIBRARY.PQresultStatus(result) != 1:
            raise self.failure()
        LIBRARY.PQclear(result)

    def failure(self):
        return SystemExit(f"libpq: {LIBRARY.PQerrorMessage(self.pointer).decode().strip()}")

    def call(self, values, columns):
        """Runs the statement with values in binary form; returns the named columns of its first row, in binary form."""
        count = len(values)
        pointers = (ctypes.c_char_p * count)(*values)
        lengths = (ctypes.c_int * count)(*(len(value) for value in values))
        result = LIBRARY.PQexecPrepared(self.pointer, b"call", count, pointers, lengths, (ctypes.c_int * count)(*([1] * count)), 1)
        if LIBRARY.PQresultStatus(result) != TUPLES:
            raise self.failure()
        places = [LIBRARY.PQfnumber(result, name.encode()) for name in columns]
        row = [ctypes.string_at(LIBRARY.PQgetvalue(result, 0, place), LIBRARY.PQgetlength(result, 0, place)) for place in places]
        LIBRARY.PQclear(result)
        return row

    def close(self):
        LIBRARY.PQfinish(self.pointer)


def array(element_type, values):
    """An array of one dimension in binary form."""
    head = [1, 0, element_type, len(values), 1]
    return b"".join(number.to_bytes(4, "big") for number in head) + b"".join(len(value).to_bytes(4, "big") + value for value in values)
