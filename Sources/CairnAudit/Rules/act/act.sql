-- Every act of processing data of persons that is recorded: a query, a view, a reading, a download, a job, a transfer,
-- a release out of an environment, and the provision of data (GDPR Art. 4(2): each of them is processing).
--
-- kind: access (queried, viewed, read, downloaded), job (started: where a job runs, it is the processing), transfer
-- (sent), egress (released), provision (delivered, materialised). The training or evaluation of a model is a job, too,
-- where it says its purpose or permit and the job that it names isn't recorded itself. Provision is the holder's or
-- access body's duty under a permit (EHDS Art. 57, 60): it is an act, but no use; who judges uses leaves it out. An
-- access that was denied touched nothing. transfer.exported is the person's own copy (GDPR Art. 20), and no act here. A
-- release names what its request named, where it says nothing itself; what names no permit was done under those of its
-- session (session_permit). recipient: who got it, where that isn't who acted. Subjects and assets that an act names
-- stand in reference; whom it touched is act_subject.
CREATE VIEW act AS
SELECT a.idx, a.occurred_at, a.recorded_at, 'access'::text COLLATE "C" AS kind, a.verb AS mode, a.actor, a.actor_kind,
  a.actor_organisation AS organisation, a.actor_on_behalf AS on_behalf, a.datasets, a.purposes,
  coalesce(nullif(a.permits, '{}'), (SELECT s.permits FROM session_permit s WHERE s.session = a.session)) AS permits,
  a.basis, NULL::text COLLATE "C" AS recipient, a.session,
  NULL::text COLLATE "C" AS egress, a.objects, a.country
FROM access_then a
WHERE a.verb IN ('queried', 'viewed', 'read', 'downloaded')
UNION ALL
SELECT j.idx, j.occurred_at, j.recorded_at, 'job'::text COLLATE "C", j.verb, j.actor, j.actor_kind,
  j.actor_organisation, j.actor_on_behalf, j.datasets, j.purposes,
  coalesce(nullif(j.permits, '{}'), (SELECT s.permits FROM session_permit s WHERE s.session = j.session)),
  NULL::text COLLATE "C", NULL::text COLLATE "C", j.session,
  NULL::text COLLATE "C", NULL::bigint, NULL::text COLLATE "C"
FROM job_then j
WHERE j.verb = 'started'
UNION ALL
SELECT m.idx, m.occurred_at, m.recorded_at, 'job'::text COLLATE "C", m.verb, m.actor, m.actor_kind,
  m.actor_organisation, m.actor_on_behalf, m.datasets, m.purposes, m.permits,
  NULL::text COLLATE "C", NULL::text COLLATE "C", NULL::text COLLATE "C",
  NULL::text COLLATE "C", NULL::bigint, NULL::text COLLATE "C"
FROM model_then m
WHERE m.verb IN ('trained', 'evaluated')
  AND (coalesce(cardinality(m.purposes), 0) > 0 OR coalesce(cardinality(m.permits), 0) > 0)
  AND NOT EXISTS (SELECT FROM job_then j WHERE j.job = m.job AND j.verb = 'started')
UNION ALL
SELECT t.idx, t.occurred_at, t.recorded_at, 'transfer'::text COLLATE "C", t.verb, t.actor, t.actor_kind,
  t.actor_organisation, t.actor_on_behalf, t.datasets, t.purposes, t.permits,
  NULL::text COLLATE "C", t.recipient, NULL::text COLLATE "C",
  NULL::text COLLATE "C", t.objects, t.country
FROM transfer_then t
WHERE t.verb = 'sent'
UNION ALL
SELECT e.idx, e.occurred_at, e.recorded_at, 'egress'::text COLLATE "C", e.verb, e.actor, e.actor_kind,
  e.actor_organisation, e.actor_on_behalf, coalesce(e.datasets, q.datasets), NULL::text[] COLLATE "C",
  coalesce(
    nullif(e.permits, '{}'), nullif(q.permits, '{}'),
    (SELECT s.permits FROM session_permit s WHERE s.session = q.session)
  ),
  NULL::text COLLATE "C", e.recipient, q.session,
  e.egress, e.files, NULL::text COLLATE "C"
FROM egress_then e
LEFT JOIN LATERAL (
  SELECT q.datasets, q.permits, q.session
  FROM egress_then q
  WHERE q.egress = e.egress AND q.verb = 'requested'
  ORDER BY q.idx
  LIMIT 1
) q ON true
WHERE e.verb = 'released'
UNION ALL
SELECT p.idx, p.occurred_at, p.recorded_at, 'provision'::text COLLATE "C", p.verb, p.actor, p.actor_kind,
  p.actor_organisation, p.actor_on_behalf, p.datasets, NULL::text[] COLLATE "C", p.permits,
  NULL::text COLLATE "C", p.organisation, NULL::text COLLATE "C",
  NULL::text COLLATE "C", NULL::bigint, NULL::text COLLATE "C"
FROM provision_then p
WHERE p.verb = 'delivered'
UNION ALL
SELECT d.idx, d.occurred_at, d.recorded_at, 'provision'::text COLLATE "C", d.verb, d.actor, d.actor_kind,
  d.actor_organisation, d.actor_on_behalf, d.datasets, NULL::text[] COLLATE "C", d.permits,
  NULL::text COLLATE "C", NULL::text COLLATE "C", NULL::text COLLATE "C",
  NULL::text COLLATE "C", NULL::bigint, NULL::text COLLATE "C"
FROM dataset_then d
WHERE d.verb = 'materialised'
