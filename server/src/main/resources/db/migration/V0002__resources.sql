-- One row: the version of the configuration as a whole. Who changes configuration locks it, so that
-- no change is lost and every version is a whole.
CREATE TABLE resource_head (
  one     boolean NOT NULL PRIMARY KEY DEFAULT true CHECK (one),
  version bigint  NOT NULL CHECK (version >= 0)
);
INSERT INTO resource_head (one, version) VALUES (true, 0);

-- What is there now. A removed one stays as a row, so that the versions of a namesake go on from it.
CREATE TABLE resource (
  kind       text        NOT NULL,
  name       text        NOT NULL,
  version    integer     NOT NULL CHECK (version >= 1),
  removed    boolean     NOT NULL,
  spec       jsonb       NOT NULL CHECK (jsonb_typeof(spec) = 'object'),
  changed_at timestamptz NOT NULL,
  changed_by text        NOT NULL,
  why        text        NOT NULL,
  PRIMARY KEY (kind, name)
);

-- Secrets lie apart: no query for specs or versions can show one.
CREATE TABLE resource_secret (
  kind   text  NOT NULL,
  name   text  NOT NULL,
  field  text  NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY (kind, name, field),
  FOREIGN KEY (kind, name) REFERENCES resource (kind, name)
);

-- Every version ever, never changed.
CREATE TABLE resource_version (
  kind          text        NOT NULL,
  name          text        NOT NULL,
  version       integer     NOT NULL CHECK (version >= 1),
  whole_version bigint      NOT NULL,
  removed       boolean     NOT NULL,
  spec          jsonb       NOT NULL,
  fields        text[]      NOT NULL,
  changed_at    timestamptz NOT NULL,
  changed_by    text        NOT NULL,
  why           text        NOT NULL,
  PRIMARY KEY (kind, name, version)
);
