-- Where a country is: `eea`, in the European Economic Area; `third`, outside; NULL where no country has this code.
--
-- The parts of member states with codes of their own to which the treaties apply count with them (TFEU Art. 355(1),
-- (4): the outermost regions of France, Åland, the Canary Islands, Ceuta and Melilla), and so do the institutions of
-- the Union (EU). Overseas countries and territories are outside. Svalbard and Jan Mayen (SJ) are in neither list: the
-- EEA Agreement excludes Svalbard, and Norwegian law extends data protection to it.
CREATE FUNCTION country_region(p_country text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN country_code(p_country) = ANY (string_to_array(
      'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO '
      'EU AX EA GF GP IC MF MQ RE YT',
      ' '
    )) THEN 'eea'
    WHEN country_code(p_country) = ANY (string_to_array(
      'AD AE AF AG AI AL AM AO AQ AR AS AU AW AZ BA BB BD BF BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ '
      'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX DJ DM DO DZ EC EG EH ER ET FJ FK FM FO '
      'GA GB GD GE GG GH GI GL GM GN GQ GS GT GU GW GY HK HM HN HT ID IL IM IN IO IQ IR JE JM JO JP '
      'KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LK LR LS LY MA MC MD ME MG MH MK ML MM MN MO MP MR MS MU MV MW MX MY '
      'MZ NA NC NE NF NG NI NP NR NU NZ OM PA PE PF PG PH PK PM PN PR PS PW PY QA RS RU RW SA SB SC SD SG SH SL SM SN '
      'SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU '
      'WF WS XK YE ZA ZM ZW',
      ' '
    )) THEN 'third'
  END
$$
