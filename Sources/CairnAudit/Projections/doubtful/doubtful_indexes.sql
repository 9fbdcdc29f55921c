ALTER TABLE doubtful ADD PRIMARY KEY (idx, first_idx)
