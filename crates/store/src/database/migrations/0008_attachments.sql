-- Files that came with messages, what was fetched of them, and files that are to be sent.

-- What portals tell of them. Without checks beyond the types: all of it is foreign.
CREATE TABLE attachments (
  ticket      INTEGER NOT NULL REFERENCES tickets (row),
  event       INTEGER NOT NULL,                  -- place of the event that they came with
  place       INTEGER NOT NULL,                  -- 0 is the first
  id          TEXT    NOT NULL,                  -- the portal's identifier
  name        TEXT    NOT NULL,                  -- as it was given, hostile
  mime        TEXT    NOT NULL,                  -- as it was declared
  size        INTEGER,                           -- bytes, where the portal tells
  content_id  TEXT,                              -- by which an HTML body shows it
  url         TEXT,                              -- where it is, where that does not follow from the identifier
  PRIMARY KEY (ticket, event, place)
) STRICT, WITHOUT ROWID;

-- What is here of a file: fetched from a portal, or taken in to be sent.
CREATE TABLE contents (
  row         INTEGER NOT NULL PRIMARY KEY,
  account     TEXT    NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  ticket      TEXT    NOT NULL,                  -- the portal's identifier; a name made here until the portal has the ticket
  id          TEXT    NOT NULL,                  -- that of the attachment, or one made here
  draft       TEXT    CHECK (draft IN ('reply', 'note')), -- taken in to go out with this text; null: fetched
  operation   TEXT,                              -- taken in: the operation that it goes out with; null while the text is a draft
  name        TEXT    CHECK ((name IS NULL) = (draft IS NULL)), -- taken in: the name that the portal is told
  mime        TEXT    CHECK ((mime IS NULL) = (draft IS NULL)),
  size        INTEGER,                           -- bytes of the whole, where that is known
  have        INTEGER NOT NULL DEFAULT 0,        -- bytes that are here
  tag         TEXT,                              -- what a download that broke off is gone on with
  sha256      BLOB    CHECK (length(sha256) = 32), -- of the whole; null until it is whole
  kind        TEXT,                              -- the type by the bytes; empty when they tell none
  used        INTEGER NOT NULL,                  -- when it was last fetched or looked at
  pinned      INTEGER,                           -- not erased for room before this instant
  UNIQUE (account, ticket, id),
  CHECK (draft IS NOT NULL OR operation IS NULL)
) STRICT;
CREATE INDEX contents_operation ON contents (operation) WHERE operation IS NOT NULL;

-- In pieces, so that a download that breaks off keeps what has come, and no row is large.
CREATE TABLE pieces (
  content     INTEGER NOT NULL REFERENCES contents (row) ON DELETE CASCADE,
  place       INTEGER NOT NULL,                  -- 0 is the first
  bytes       BLOB    NOT NULL,
  UNIQUE (content, place)
) STRICT;

ALTER TABLE operations ADD COLUMN files TEXT;    -- policy::ticket::Enclosure as a JSON array; null without any
ALTER TABLE tickets ADD COLUMN erased INTEGER;   -- when the texts and files of a closed ticket were erased here
