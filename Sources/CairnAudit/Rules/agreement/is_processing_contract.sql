-- Whether an agreement is one by which a processor works for a controller (GDPR Art. 28(3)).
CREATE FUNCTION is_processing_contract(p_kind text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT p_kind IN ('DPA', 'dpv:DataProcessingAgreement', 'dpv:ControllerProcessorAgreement')
$$
