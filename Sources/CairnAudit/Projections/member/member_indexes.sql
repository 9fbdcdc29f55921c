ALTER TABLE member ADD PRIMARY KEY (dataset, kind, ref, idx);
CREATE INDEX member_ref ON member (kind, ref, dataset);
CREATE INDEX member_entry ON member USING brin (idx)
