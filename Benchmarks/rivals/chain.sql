-- The hash chain that a team would write: one head row, a trigger that takes it, hashes, and moves it on.
CREATE TABLE chain_head (id int PRIMARY KEY, hash bytea NOT NULL);
INSERT INTO chain_head VALUES (1, '\x00');
CREATE TABLE chain (idx bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, event_id uuid NOT NULL UNIQUE, previous bytea NOT NULL, hash bytea NOT NULL, body bytea NOT NULL);
CREATE FUNCTION chain_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT hash INTO NEW.previous FROM chain_head WHERE id = 1 FOR UPDATE;
  NEW.hash := sha256(NEW.previous || uuid_send(NEW.event_id) || NEW.body);
  UPDATE chain_head SET hash = NEW.hash WHERE id = 1;
  RETURN NEW;
END
$$;
CREATE TRIGGER chain_link BEFORE INSERT ON chain FOR EACH ROW EXECUTE FUNCTION chain_link();
