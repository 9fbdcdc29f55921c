INSERT INTO event (idx, recorded_at, occurred_at, family, verb, type, actor, actor_organisation)
SELECT b.idx, b.recorded_at, b.occurred_at, b.family, b.verb, b.type, b.actor, b.actor_organisation FROM pg_temp.batch b
