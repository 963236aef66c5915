-- The fingerprint of the migrations that were last found applied: one row.
CREATE TABLE migrated (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  fingerprint text NOT NULL
);
