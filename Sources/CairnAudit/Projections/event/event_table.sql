CREATE TABLE event (
  idx bigint NOT NULL, recorded_at timestamptz NOT NULL, occurred_at timestamptz NOT NULL,
  family text COLLATE "C" NOT NULL, verb text COLLATE "C" NOT NULL, type text COLLATE "C" NOT NULL,
  actor text COLLATE "C", actor_organisation text COLLATE "C"
)
