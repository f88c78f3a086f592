-- A full read that starts afresh: the tickets that it has delivered so far. At its end, those that are not in
-- here are gone from the portal. Kept on disk, so that a kill in the middle changes nothing.

ALTER TABLE accounts ADD COLUMN afresh INTEGER NOT NULL DEFAULT 0 CHECK (afresh IN (0, 1)); -- such a read runs

CREATE TABLE delivered (
  account     TEXT    NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  ticket      TEXT    NOT NULL,                  -- the portal's identifier
  PRIMARY KEY (account, ticket)
) STRICT, WITHOUT ROWID;
