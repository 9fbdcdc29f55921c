ALTER TABLE lineage ADD PRIMARY KEY (source_kind, source, relation, target_kind, target, idx);
CREATE INDEX lineage_target ON lineage (target_kind, target);
CREATE INDEX lineage_entry ON lineage USING brin (idx)
