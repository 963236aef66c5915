-- Committed together with what a request did: should its answer be lost, it is not done again.
ALTER TABLE api_request ADD COLUMN done_at timestamptz;
