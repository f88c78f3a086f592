-- The first layout. Instants are whole UTC seconds since 1970. Flags are 0 or 1.
-- Columns are never renamed or dropped in place: a later file adds to this one.

CREATE TABLE revisions (
  one         INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  revision    INTEGER NOT NULL                   -- of the last change of tickets; only grows
) STRICT;
INSERT INTO revisions VALUES (1, 0);

CREATE TABLE accounts (
  id          TEXT    NOT NULL PRIMARY KEY,      -- chosen by us, never changed
  kind        TEXT    NOT NULL,                  -- `demo`, `open`, `rt`
  name        TEXT    NOT NULL,                  -- to show
  address     TEXT    NOT NULL,                  -- the portal's start page
  user        TEXT,                              -- who the token belongs to, where the portal tells
  mapping     TEXT    NOT NULL,                  -- policy::ticket::Mapping as JSON
  cursor      TEXT,                              -- where the next page begins, in the adapter's words
  synced_at   INTEGER,                           -- when the data were last complete
  running     INTEGER NOT NULL DEFAULT 0 CHECK (running IN (0, 1)), -- a sync has begun and not ended
  done        INTEGER NOT NULL DEFAULT 0,        -- records read in this sync, or in the last one
  total       INTEGER,                           -- of how many, where the portal tells
  created     INTEGER NOT NULL                   -- when it was connected
) STRICT;

CREATE TABLE secrets (
  account     TEXT    NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  name        TEXT    NOT NULL,                  -- `token`
  value       TEXT    NOT NULL,                  -- in clear within this encrypted file
  PRIMARY KEY (account, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE tickets (
  row         INTEGER NOT NULL PRIMARY KEY,      -- our own number, never shown
  account     TEXT    NOT NULL REFERENCES accounts (id),
  id          TEXT    NOT NULL,                  -- the portal's identifier
  number      TEXT    NOT NULL,                  -- what people call it
  subject     TEXT    NOT NULL,
  status      TEXT    NOT NULL,                  -- in the portal's words
  queue       TEXT    NOT NULL,
  customer_id TEXT,                              -- both or none
  customer    TEXT,                              -- name to show
  contact     TEXT,                              -- name; both or none
  email       TEXT,                              -- of the contact
  assignee    TEXT,
  channel     TEXT,
  url         TEXT,
  created     INTEGER NOT NULL,
  updated     INTEGER NOT NULL,
  version     TEXT,                              -- what a conditional write compares with
  gone        TEXT    CHECK (gone IN ('deleted', 'merged')),
  merged_into TEXT,                              -- identifier of the ticket that took it over
  complete    INTEGER NOT NULL CHECK (complete IN (0, 1)), -- the events reach back to the creation
  fields      TEXT    NOT NULL,                  -- all other fields, a JSON object of strings
  solved      INTEGER NOT NULL CHECK (solved IN (0, 1)), -- the account's mapping calls the status solved or closed
  digest      BLOB    NOT NULL,                  -- of the whole ticket: a page that is read again changes nothing
  revision    INTEGER NOT NULL,                  -- of the store, when the row last changed
  document    INTEGER,                           -- rowid in the search index; null when it is not in there
  waiting     INTEGER NOT NULL CHECK (waiting IN (0, 1)), -- the search index does not have this content yet
  UNIQUE (account, id)
) STRICT;

-- All keys are equal, so the entries lie in the order of `row`.
CREATE INDEX tickets_resident ON tickets (solved) WHERE solved = 0 AND gone IS NULL;
CREATE INDEX tickets_solved ON tickets (updated) WHERE solved = 1 AND gone IS NULL;
CREATE INDEX tickets_revision ON tickets (revision);
CREATE INDEX tickets_waiting ON tickets (updated) WHERE waiting = 1;
CREATE UNIQUE INDEX tickets_document ON tickets (document) WHERE document IS NOT NULL;

CREATE TABLE events (
  ticket      INTEGER NOT NULL REFERENCES tickets (row),
  place       INTEGER NOT NULL,                  -- 0 is the oldest
  id          TEXT    NOT NULL,                  -- the portal's identifier
  at          INTEGER NOT NULL,
  by          TEXT    CHECK (by IN ('customer', 'agent', 'system')), -- null when the portal does not tell
  author      TEXT    NOT NULL,                  -- name to show
  kind        TEXT    NOT NULL CHECK (kind IN ('created', 'message', 'field', 'merged')),
  public      INTEGER CHECK (public IN (0, 1)),  -- message: seen by the customer
  auto        INTEGER CHECK (auto IN (0, 1)),    -- message: written by a machine
  mime        TEXT,                              -- message: type of the body
  body        INTEGER,                           -- message: row in `bodies`; null when the body is empty
  name        TEXT,                              -- field: which one; merged: identifier of the ticket that ended
  before      TEXT,                              -- field: value before
  after       TEXT,                              -- field: value after
  PRIMARY KEY (ticket, place)
) STRICT, WITHOUT ROWID;

-- Apart from the events, so that the queue can be loaded without reading a single body.
CREATE TABLE bodies (
  row         INTEGER NOT NULL PRIMARY KEY,
  body        TEXT    NOT NULL                   -- as it came, hostile
) STRICT;

CREATE TABLE contracts (
  account     TEXT    NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  customer    TEXT    NOT NULL,                  -- the portal's identifier of the organisation
  policy      TEXT    NOT NULL,                  -- pack
  contract    TEXT    NOT NULL,                  -- policy::facts::Contract as JSON
  PRIMARY KEY (account, customer, policy)
) STRICT, WITHOUT ROWID;

-- Records that could not be read. A ticket that can be read again leaves this table.
CREATE TABLE aside (
  account     TEXT    NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  mark        TEXT    NOT NULL,                  -- `id:` and the identifier, or `raw:` and a digest of the record
  id          TEXT,                              -- the portal's identifier, when that could be read
  why         TEXT    NOT NULL,                  -- one sentence
  raw         TEXT    NOT NULL,                  -- the record, at most 64 KiB
  at          INTEGER NOT NULL,                  -- when it last came
  PRIMARY KEY (account, mark)
) STRICT;

CREATE TABLE settings (
  key         TEXT    NOT NULL PRIMARY KEY,
  value       TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- The queue as it was last ordered, so that the first paint waits for nothing.
CREATE TABLE last_order (
  one         INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  as_of       INTEGER NOT NULL,                  -- the instant of the order
  summary     TEXT    NOT NULL                   -- counts and what else the desk shows above the rows, JSON
) STRICT;

CREATE TABLE last_order_rows (
  position    INTEGER NOT NULL PRIMARY KEY,      -- from 0
  account     TEXT    NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  ticket      TEXT    NOT NULL,                  -- the portal's identifier
  snapshot    TEXT    NOT NULL                   -- the row as the desk draws it, JSON
) STRICT;
CREATE INDEX last_order_rows_account ON last_order_rows (account);

-- Decisions about remote sessions and what became of them. Rows are only ever added.
CREATE TABLE audit (
  row         INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  at          INTEGER NOT NULL,
  account     TEXT,                              -- stays when the account is removed
  ticket      TEXT,
  what        TEXT    NOT NULL,                  -- `remote-allowed`, `remote-denied`, `session-ended`, ...
  detail      TEXT    NOT NULL                   -- JSON
) STRICT;
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
  BEGIN SELECT raise(ABORT, 'the audit log is never changed'); END;
CREATE TRIGGER audit_is_never_shortened BEFORE DELETE ON audit
  BEGIN SELECT raise(ABORT, 'the audit log is never shortened'); END;

-- Words only: the texts stay in their tables. The rowid begins with the time of the last change, so that the newest
-- hits come first without sorting.
CREATE VIRTUAL TABLE search USING fts5 (
  number, subject, customer, text,
  content = '', contentless_delete = 1, detail = 'full', prefix = '2 3',
  tokenize = "unicode61 remove_diacritics 2"
);
