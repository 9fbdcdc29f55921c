-- How many entries an answer leaves out as the key that signed them may have been in other hands, and the first of
-- them.
SELECT count(*), coalesce(string_agg(v.idx::text, ', ' ORDER BY v.idx) FILTER (WHERE v.place <= 20), '')
FROM (SELECT v.idx, row_number() OVER (ORDER BY v.idx) AS place FROM voided_entry() v) v
