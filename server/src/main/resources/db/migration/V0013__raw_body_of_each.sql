-- The same bytes may come from two integrations: each lists its own.
ALTER TABLE raw_body DROP CONSTRAINT raw_body_pkey;
ALTER TABLE raw_body ADD PRIMARY KEY (sha256, integration);
CREATE INDEX raw_body_of_integration ON raw_body (integration, received_at);
