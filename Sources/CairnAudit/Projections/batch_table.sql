CREATE TEMPORARY TABLE IF NOT EXISTS batch (
  idx bigint NOT NULL, recorded_at timestamptz NOT NULL, occurred_at timestamptz NOT NULL,
  type text COLLATE "C" NOT NULL, family text COLLATE "C" NOT NULL, verb text COLLATE "C" NOT NULL,
  actor text COLLATE "C", actor_kind text COLLATE "C", actor_organisation text COLLATE "C",
  actor_on_behalf text COLLATE "C", subject text COLLATE "C", data jsonb NOT NULL, ledger_id int
) ON COMMIT DELETE ROWS
