ALTER TABLE member ADD PRIMARY KEY (dataset, kind, ref, idx);
CREATE INDEX member_ref ON member (kind, ref, dataset)
