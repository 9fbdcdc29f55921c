ALTER TABLE reference ADD PRIMARY KEY (kind, ref, idx);
CREATE INDEX reference_entry ON reference (idx, kind)
