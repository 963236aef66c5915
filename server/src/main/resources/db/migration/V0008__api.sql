-- Requests that said an idempotency key, and what was answered: kept for a day.
CREATE TABLE api_request (
  principal    text        NOT NULL,
  key          text        NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
  request_hash text        NOT NULL,
  started_at   timestamptz NOT NULL,
  status       integer,
  headers      text        NOT NULL DEFAULT '{}',
  content_type text        NOT NULL DEFAULT '',
  answer       bytea, -- sealed: some answers show a secret, once
  PRIMARY KEY (principal, key),
  CHECK ((status IS NULL) = (answer IS NULL))
);

CREATE INDEX api_request_started ON api_request (started_at);
