-- Whether a purpose is one that EHDS Art. 54 prohibits: decisions on insurance, credit and employment, advertising
-- and marketing. The terms of DPV that stand for these, what falls under them, and by name those of its terms that
-- this program doesn't list.
CREATE FUNCTION is_prohibited(p_purpose text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(
    p_purpose ~ '^dpv:([A-Za-z]*(Advertising|Marketing|Credit|Insurance|Underwriting)[A-Za-z]*|Recruitment[A-Za-z]*)$'
    OR p_purpose ~ '^dpv:(Personnel[A-Za-z]*|HumanResourceManagement|EmploymentManagement)$'
    OR EXISTS (
      SELECT FROM term t
      WHERE t.narrow = p_purpose AND t.broad IN ('dpv:Marketing', 'dpv:CreditChecking', 'dpv:EmploymentManagement')
    ),
    false
  )
$$
