"""The PostgreSQL recorder of the Python package eventsourcing, some events an append: goes on for some seconds; prints what it did, and what that cost."""
import json
import resource
import sys
import time
import uuid

from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore

host, database, seconds, batch = sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4])
store = PostgresDatastore(dbname=database, host=host, port="5432", user="cairn", password="")
recorder = PostgresApplicationRecorder(store, events_table_name="recorded")
recorder.create_table()
state = b"a" * 359
count = 0
begin = time.perf_counter()
while time.perf_counter() - begin < seconds:
    recorder.insert_events([StoredEvent(uuid.uuid4(), 1, "SeriesSeen", state) for _ in range(batch)])
    count += batch
took = time.perf_counter() - begin
usage = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"events": count, "seconds": took, "cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss * 1024}))
store.close()
