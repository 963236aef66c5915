-- A word sealed with the key file: whoever can't open it has another key, and could not open the
-- secrets of this database either.
CREATE TABLE key_check (
  one    boolean PRIMARY KEY CHECK (one),
  sealed bytea   NOT NULL
);
