-- Due jobs, outbox and events between capabilities: one row until it is done.
CREATE TABLE job (
  kind          text        NOT NULL,
  key           text        NOT NULL,
  due_at        timestamptz NOT NULL,
  body          jsonb       NOT NULL,
  planned_at    timestamptz NOT NULL,
  attempt       integer     NOT NULL DEFAULT 0 CHECK (attempt >= 0),
  claimed_by    uuid,
  claimed_until timestamptz,
  last_error    text,
  PRIMARY KEY (kind, key),
  CHECK ((claimed_by IS NULL) = (claimed_until IS NULL))
);
CREATE INDEX job_due ON job (kind, due_at);
-- Rows come and go all day: vacuum early, so that a claim never reads through the dead.
ALTER TABLE job SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500, fillfactor = 70);

-- Files of evidence and raw bodies, once each: the key is the SHA-256 of what they hold.
CREATE TABLE blob (
  sha256       bytea       NOT NULL PRIMARY KEY CHECK (octet_length(sha256) = 32),
  content_type text        NOT NULL,
  body         bytea       NOT NULL CHECK (octet_length(body) <= 26214400),
  stored_at    timestamptz NOT NULL
);

-- Since when some node has been able to take alerts without a gap. One row.
CREATE TABLE intake_presence (
  one             boolean     NOT NULL PRIMARY KEY DEFAULT true CHECK (one),
  available_since timestamptz NOT NULL,
  seen_at         timestamptz NOT NULL
);
