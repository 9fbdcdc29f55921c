"""How things are measured: a PostgreSQL of one's own, processes with their whole cost, rounds that alternate."""
