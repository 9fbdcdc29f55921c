ALTER TABLE correction_mark ADD PRIMARY KEY (idx);
CREATE INDEX correction_mark_target ON correction_mark (target)
