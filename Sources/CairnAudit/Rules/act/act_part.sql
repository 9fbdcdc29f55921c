-- What acts that differ only in time and person have in common, split into what is judged by itself: the row of
-- use_part.
CREATE TYPE act_part AS (
  -- Which acts: those that say these things.
  kind bigint, datasets text[], purposes text[], permits text[], pointer text, key text, first_at timestamptz,
    last_at timestamptz,
  -- Which reading of them: one of the permits, and one of the versions that a name without a version may mean.
  choice bigint, permit text, versions text[], since timestamptz,
  -- Which part of it: one version after the other is judged, all together are counted. names: as events may name them,
  -- with their version or without.
  part bigint, held text[], names text[], is_judged boolean, is_counted boolean,
  -- What they say.
  subjects text[], assets text[], mode text, organisation text, on_behalf text, basis text, recipient text,
  is_care boolean, controller text, basis_controller text
)
