ALTER TABLE event ADD PRIMARY KEY (idx);
CREATE INDEX event_family ON event (family, idx);
CREATE INDEX event_actor ON event (actor, idx) WHERE actor IS NOT NULL;
CREATE INDEX event_time ON event USING brin (occurred_at)
