-- Whether a basis (a row of basis_span) reaches what was done with one person's data: all that it names has to be met.
-- One that names a controller alone is for what that controller's own people do, and those who act for them.
--
-- p_version: the dataset version in which the person's data were used; NULL where they were named alone, or beside a
-- version that doesn't hold the person. ground_level asks the same of all parts of acts at once.
CREATE FUNCTION basis_reaches(
  p_dataset text, p_subject text, p_permit text, p_controller text,
  p_person text, p_version text, p_permits text[], p_organisation text, p_on_behalf text
) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (p_dataset IS NULL OR coalesce(names_version(p_dataset, p_version), false))
    AND (p_subject IS NULL OR coalesce(p_subject = p_person, false))
    AND (p_permit IS NULL OR coalesce(p_permit = ANY (p_permits), false))
    AND (
      coalesce(p_dataset, p_subject, p_permit) IS NOT NULL
      OR coalesce(p_controller IN (p_organisation, p_on_behalf), false)
    )
$$
