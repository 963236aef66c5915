-- Who is woken for which incident: the state of paging, and each round with its pinned policy.

CREATE TABLE paging_incident (
  incident_id  uuid        NOT NULL PRIMARY KEY,
  seen_version integer     NOT NULL CHECK (seen_version >= 0),
  standing     text        NOT NULL
               CHECK (standing IN ('idle', 'held', 'awaiting-tap', 'running', 'paused', 'exhausted')),
  due_at       timestamptz,
  state        jsonb       NOT NULL,
  changed_at   timestamptz NOT NULL,
  CHECK ((due_at IS NOT NULL) = (standing IN ('held', 'running')))
);

-- The auditor walks over what is waiting, in this order.
CREATE INDEX paging_incident_waiting ON paging_incident (incident_id) WHERE due_at IS NOT NULL;

CREATE TABLE paging_round (
  incident_id    uuid        NOT NULL REFERENCES paging_incident (incident_id),
  round          integer     NOT NULL CHECK (round > 0),
  cause          text        NOT NULL,
  lead_first     boolean     NOT NULL,
  policy_name    text,
  policy_version integer     NOT NULL,
  policy         jsonb       NOT NULL,
  began_at       timestamptz NOT NULL,
  ended_at       timestamptz,
  end_why        text,
  PRIMARY KEY (incident_id, round),
  CHECK ((ended_at IS NULL) = (end_why IS NULL))
);

-- Never two rounds at once.
CREATE UNIQUE INDEX paging_round_open ON paging_round (incident_id) WHERE ended_at IS NULL;
