-- One message to one person by one method. The state follows the letter that it left with: pages
-- that leave together share one.
CREATE TABLE delivery (
  key         text        PRIMARY KEY,
  urgency     text        NOT NULL CHECK (urgency IN ('PAGE', 'LOUD', 'QUIET', 'TEST')),
  incident_id uuid,
  person      text,
  channel     text        NOT NULL,
  address     text        NOT NULL,
  message     jsonb       NOT NULL,
  state       text        NOT NULL
              CHECK (state IN ('PLANNED', 'SENDING', 'ACCEPTED', 'FAILED', 'GIVEN_UP')),
  letter      text,
  attempt     integer     NOT NULL DEFAULT 0 CHECK (attempt >= 0),
  accepted_by text,
  provider_id text,
  why         jsonb,
  next_try    timestamptz,
  planned_at  timestamptz NOT NULL,
  changed_at  timestamptz NOT NULL,
  CHECK (state <> 'ACCEPTED' OR (accepted_by IS NOT NULL AND provider_id IS NOT NULL)),
  CHECK (state <> 'FAILED' OR (why IS NOT NULL AND next_try IS NOT NULL)),
  CHECK (state IN ('PLANNED', 'GIVEN_UP') OR letter IS NOT NULL)
);

CREATE INDEX delivery_by_incident ON delivery (incident_id) WHERE incident_id IS NOT NULL;
CREATE INDEX delivery_by_letter ON delivery (letter) WHERE letter IS NOT NULL;
CREATE INDEX delivery_by_change ON delivery (changed_at);
CREATE INDEX delivery_waiting ON delivery (person, channel, address, urgency)
 WHERE state = 'PLANNED' AND letter IS NULL;

-- What has left by one method to one person: the row that a node locks to decide what leaves next.
CREATE TABLE delivery_lane (
  person         text NOT NULL,
  channel        text NOT NULL,
  address        text NOT NULL,
  urgency        text NOT NULL,
  last_left_at   timestamptz,
  next_bundle_at timestamptz,
  PRIMARY KEY (person, channel, address, urgency)
);
