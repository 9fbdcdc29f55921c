-- Whether a purpose is one for which nobody may use health data (EHDS Art. 54): decisions on insurance or credit (b),
-- on jobs (b), advertising and marketing (c), and products that harm, such as alcohol, tobacco and weapons (d).
--
-- By its term: one that lies under such a term, or whose name says it. Decisions to somebody's detriment (a) and what
-- national ethics forbid (e) have no terms, so whether a purpose is one of these can't be told from it.
CREATE FUNCTION is_prohibited_purpose(p_purpose text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(
    p_purpose ~ (
      '^[a-z-]+:([A-Z][A-Za-z]*)?(Advertis|Marketing|Insurance|Credit|Recruit|Personnel|HumanResource|Employment|Hiring'
      '|Alcohol|Tobacco|Nicotine|Weapon)'
    )
    OR EXISTS (
      SELECT FROM term t
      WHERE t.narrow = p_purpose AND t.broad IN ('dpv:Marketing', 'dpv:CreditChecking', 'dpv:EmploymentManagement')
    ),
    false
  )
$$
