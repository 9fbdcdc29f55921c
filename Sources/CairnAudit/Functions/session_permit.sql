-- The permits under which each session was opened: those of its first opening on record (EHDS Art. 73(1)(e)).
CREATE VIEW session_permit AS
SELECT DISTINCT ON (s.session) s.session, s.permits
FROM session_then s
WHERE s.verb = 'opened'
ORDER BY s.session, s.idx
