-- A firing that ended because its sender fell silent: whether it is over nobody has said yet, so
-- what the sender says of it later still counts.
ALTER TABLE incident_alert ADD COLUMN lapsed boolean NOT NULL DEFAULT false;
ALTER TABLE incident_alert ADD CHECK (ended OR NOT lapsed);
CREATE INDEX incident_alert_not_over ON incident_alert (alert_id) WHERE NOT ended OR lapsed;
