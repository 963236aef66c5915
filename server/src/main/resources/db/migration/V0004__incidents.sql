-- What people call an incident: #12.
CREATE SEQUENCE incident_number;

-- The head beside the events: lists, filters and ETags read it; it is written with each append.
CREATE TABLE incident (
  id              uuid        NOT NULL PRIMARY KEY,
  number          bigint      NOT NULL UNIQUE CHECK (number > 0),
  version         integer     NOT NULL CHECK (version > 0),
  title           text        NOT NULL CHECK (title <> ''),
  service         text,
  team            text,
  environment     text        NOT NULL,
  group_key       text,
  phase           text        NOT NULL CHECK (phase IN
    ('TRIAGE', 'INVESTIGATING', 'MITIGATING', 'MONITORING', 'RESOLVED', 'REVIEWED', 'FALSE_ALARM')),
  open            boolean     NOT NULL,
  priority        text        CHECK (priority IN ('HIGH', 'MEDIUM', 'LOW')),
  noticed_by      text        NOT NULL CHECK (noticed_by IN ('SYSTEM', 'USER')),
  lead            text,
  firings         integer     NOT NULL,
  firing          integer     NOT NULL,
  unanswered      boolean     NOT NULL,
  held_until      timestamptz,
  started_at      timestamptz NOT NULL,
  detected_at     timestamptz NOT NULL,
  acknowledged_at timestamptz,
  validated_at    timestamptz,
  mitigated_at    timestamptz,
  resolved_at     timestamptz,
  sources         jsonb       NOT NULL,
  updated_at      timestamptz NOT NULL,
  CHECK (open = (phase IN ('TRIAGE', 'INVESTIGATING', 'MITIGATING', 'MONITORING'))),
  CHECK (firing BETWEEN 0 AND firings),
  CHECK (started_at <= detected_at AND detected_at <= updated_at),
  CHECK ((resolved_at IS NOT NULL) = (phase IN ('RESOLVED', 'REVIEWED'))),
  CHECK (resolved_at IS NULL OR mitigated_at IS NOT NULL)
) WITH (fillfactor = 80);
-- Two nodes that page one group at once open one incident.
CREATE UNIQUE INDEX incident_open_group ON incident (group_key) WHERE open;
CREATE INDEX incident_open ON incident (number) WHERE open;

-- The timeline. Nothing here is ever changed.
CREATE TABLE incident_event (
  incident_id uuid        NOT NULL REFERENCES incident,
  version     integer     NOT NULL CHECK (version > 0),
  at          timestamptz NOT NULL,
  kind        text        NOT NULL CHECK (kind <> ''),
  body        jsonb       NOT NULL,
  PRIMARY KEY (incident_id, version)
);

-- Which incidents a firing belongs to, so that its end finds them.
CREATE TABLE incident_alert (
  firing_id   uuid    NOT NULL,
  incident_id uuid    NOT NULL REFERENCES incident,
  alert_id    uuid    NOT NULL,
  title       text    NOT NULL,
  ended       boolean NOT NULL,
  PRIMARY KEY (firing_id, incident_id)
);
CREATE INDEX incident_alert_of_incident ON incident_alert (incident_id, alert_id);
