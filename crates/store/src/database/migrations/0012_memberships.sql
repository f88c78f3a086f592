-- Which groups the user of an account is in, as the portal told last.

CREATE TABLE memberships (
  account     TEXT    NOT NULL PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  names       TEXT,                              -- of the groups, a JSON array; null before the portal told any
  at          INTEGER,                           -- when it told them
  untold      TEXT,                              -- why it did not tell the last time; null when it did
  CHECK ((names IS NULL) = (at IS NULL))
) STRICT, WITHOUT ROWID;

-- It named people. Their names must not become names of groups, so what leads now has a new name and begins empty.
UPDATE settings SET value = json_remove(value, '$.session_leads') WHERE key = 'window' AND json_valid(value);
