-- One row an alert: one label set of one integration. The id is the first half of SHA-256 over both.
CREATE TABLE alert (
  id             uuid        NOT NULL PRIMARY KEY,
  integration    text        NOT NULL,
  labels         jsonb       NOT NULL,
  annotations    jsonb       NOT NULL,
  generator_url  text,
  title          text        NOT NULL,
  service        text,
  environment    text        NOT NULL,
  group_key      text        NOT NULL,
  version        integer     NOT NULL CHECK (version > 0),
  firing         boolean     NOT NULL,
  firing_id      uuid        NOT NULL,
  started_at     timestamptz NOT NULL,
  ended_at       timestamptz,
  ended_how      text CHECK (ended_how IN ('RESOLVED', 'LAPSED', 'EXPIRED')),
  answer         text        NOT NULL CHECK (answer IN ('PAGE', 'RECORD')),
  rule           text        NOT NULL,
  reason         jsonb       NOT NULL,
  resumed        integer     NOT NULL,
  sources        jsonb       NOT NULL,
  -- The last lease's end and its grace. In no index, so that a refresh touches none.
  lapses_at      timestamptz,
  CHECK (firing = (ended_at IS NULL)),
  CHECK ((ended_at IS NULL) = (ended_how IS NULL))
);
-- Half-empty pages, so that a refresh stays on its page.
ALTER TABLE alert SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
CREATE INDEX alert_open ON alert (started_at DESC, id DESC) WHERE firing;
CREATE INDEX alert_ended ON alert (ended_at) WHERE NOT firing;

-- One row a firing: from its start to its end, with what the gate said.
CREATE TABLE firing (
  alert_id    uuid        NOT NULL,
  id          uuid        NOT NULL,
  started_at  timestamptz NOT NULL,
  ended_at    timestamptz,
  ended_how   text CHECK (ended_how IN ('RESOLVED', 'LAPSED', 'EXPIRED')),
  answer      text        NOT NULL CHECK (answer IN ('PAGE', 'RECORD')),
  rule        text        NOT NULL,
  reason      jsonb       NOT NULL,
  resumed     integer     NOT NULL DEFAULT 0,
  PRIMARY KEY (alert_id, id),
  CHECK ((ended_at IS NULL) = (ended_how IS NULL))
);

CREATE TABLE silence (
  id         uuid        NOT NULL PRIMARY KEY,
  matchers   jsonb       NOT NULL,
  reason     text        NOT NULL,
  author     text        NOT NULL,
  starts_at  timestamptz NOT NULL,
  ends_at    timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  CHECK (ends_at > starts_at)
);
CREATE INDEX silence_ends ON silence (ends_at);

-- When each integration was last heard, and since when it has been silent.
CREATE TABLE sender (
  integration  text        NOT NULL PRIMARY KEY,
  seen_at      timestamptz NOT NULL,
  silent_since timestamptz
);

-- Keys that Siaga made for an integration; only their hash is kept.
CREATE TABLE integration_key (
  sha256      bytea       NOT NULL PRIMARY KEY CHECK (octet_length(sha256) = 32),
  integration text        NOT NULL,
  made_at     timestamptz NOT NULL,
  made_by     text        NOT NULL
);

-- Bodies of requests that changed something or were refused: by content hash, for a while.
CREATE TABLE raw_body (
  sha256      bytea       NOT NULL PRIMARY KEY CHECK (octet_length(sha256) = 32),
  integration text        NOT NULL,
  door        text        NOT NULL,
  received_at timestamptz NOT NULL,
  outcome     text        NOT NULL,
  body        bytea       NOT NULL
);
CREATE INDEX raw_body_received ON raw_body (received_at);
