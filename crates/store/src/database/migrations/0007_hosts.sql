-- The host book: which machines of a customer remote sessions may go to, entered and confirmed by the user.

CREATE TABLE hosts (
  row         INTEGER PRIMARY KEY AUTOINCREMENT,
  account     TEXT    NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  customer    TEXT    NOT NULL,                  -- the portal's identifier of the organisation
  label       TEXT    NOT NULL,                  -- the user's own name for it; may be empty
  tool        TEXT    NOT NULL,                  -- as in packs
  address     TEXT    NOT NULL,                  -- host, ID, or host of a link
  port        INTEGER NOT NULL CHECK (port BETWEEN 0 AND 65535), -- 0: the tool's own, or none
  user        TEXT    NOT NULL,                  -- empty: none
  jump        TEXT    NOT NULL,                  -- jump host; empty: none
  keys        TEXT    NOT NULL CHECK (json_valid(keys)), -- fingerprints of host keys that were confirmed
  added       INTEGER NOT NULL,
  verified_by TEXT,
  verified    INTEGER CHECK ((verified IS NULL) = (verified_by IS NULL)),
  started     INTEGER,                           -- last session; null: none yet
  UNIQUE (account, customer, tool, address, port, user)
) STRICT;
