-- A person who can sign in. Everything else about the person is the Person resource.
CREATE TABLE account (
  person      text        NOT NULL PRIMARY KEY,
  password    text        NOT NULL, -- Argon2id with its parameters and salt
  admin       boolean     NOT NULL,
  created_at  timestamptz NOT NULL,
  password_at timestamptz NOT NULL
);

-- Only SHA-256 of what is random is kept: who reads the table can use none of it.
CREATE TABLE session (
  token_hash bytea       NOT NULL PRIMARY KEY CHECK (octet_length(token_hash) = 32),
  person     text        NOT NULL REFERENCES account (person) ON DELETE CASCADE,
  created_at timestamptz NOT NULL,
  seen_at    timestamptz NOT NULL
);
CREATE INDEX session_person ON session (person);

CREATE TABLE api_token (
  id           uuid        NOT NULL PRIMARY KEY,
  token_hash   bytea       NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
  label        text        NOT NULL,
  scopes       text[]      NOT NULL,
  created_by   text        NOT NULL,
  created_at   timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at   timestamptz
);
-- What a token did is told by its label, so two that work never share one.
CREATE UNIQUE INDEX api_token_label ON api_token (label) WHERE revoked_at IS NULL;

-- Failed sign-ins of an account or of an address, known by a hash of it.
CREATE TABLE sign_in_failure (
  subject    bytea       NOT NULL PRIMARY KEY,
  failures   integer     NOT NULL CHECK (failures >= 1),
  failed_at  timestamptz NOT NULL,
  wait_until timestamptz NOT NULL
);

-- One-time links that create the first administrator. Gone once there is one.
CREATE TABLE first_link (
  token_hash bytea       NOT NULL PRIMARY KEY CHECK (octet_length(token_hash) = 32),
  created_at timestamptz NOT NULL
);
