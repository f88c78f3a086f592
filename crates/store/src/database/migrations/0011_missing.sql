-- Tickets that the portal no longer shows, though nobody said that they were deleted. At the end of a round they are taken for
-- gone; so many at once that the portal is more likely wrong are held, until the user decides or the portal shows them again.

CREATE TABLE missing (
  account     TEXT    NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  ticket      TEXT    NOT NULL,                  -- the portal's identifier
  held        INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1)),
  PRIMARY KEY (account, ticket)
) STRICT, WITHOUT ROWID;
