-- Changes made here that are to be carried out in a portal, and texts that are not sent yet.

ALTER TABLE accounts ADD COLUMN places INTEGER NOT NULL DEFAULT 0; -- places given to operations so far; only grows

CREATE TABLE operations (
  id          TEXT    NOT NULL PRIMARY KEY,      -- made here and never used twice
  account     TEXT    NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  ticket      TEXT    NOT NULL,                  -- the portal's identifier; a name made here until the portal has the ticket
  place       INTEGER NOT NULL CHECK (place > 0), -- those of one ticket go out in this order
  kind        TEXT    NOT NULL,
  change      TEXT    NOT NULL CHECK (json_valid(change) AND change ->> '$.kind' = kind), -- policy::ticket::Change as JSON
  seen        TEXT    NOT NULL CHECK (json_valid(seen)), -- policy::ticket::Seen as JSON
  state       TEXT    NOT NULL CHECK (state IN
                ('holding', 'queued', 'sending', 'unknown', 'conflict', 'rejected', 'delivered', 'cancelled')),
  ask         INTEGER NOT NULL DEFAULT 0 CHECK (ask IN (0, 1) AND (ask = 0 OR state = 'unknown')), -- only the user can find out
  due         INTEGER,                           -- when the ticket's governing clock ends
  composed    INTEGER NOT NULL,                  -- when the user was done with it
  queued      INTEGER NOT NULL,                  -- from when on it may go out
  hold_until  INTEGER CHECK ((state = 'holding') = (hold_until IS NOT NULL)), -- the user can still undo it
  sent        TEXT,                              -- the attempt whose outcome is not known, or that delivered it; JSON of the desk
  accepted    INTEGER,                           -- when, by the portal's clock
  event       TEXT,                              -- the event that it became
  detail      TEXT,                              -- clashes or trouble; JSON of the desk
  changed     INTEGER NOT NULL,                  -- when the state was last recorded
  CHECK (sent IS NOT NULL OR state NOT IN ('sending', 'unknown')),
  CHECK (sent IS NULL OR state <> 'holding'),
  CHECK (state = 'delivered' OR (accepted IS NULL AND event IS NULL))
) STRICT;

-- An edited operation takes the place of the one before.
CREATE UNIQUE INDEX operations_place ON operations (account, place) WHERE state <> 'cancelled';
CREATE INDEX operations_ticket ON operations (account, ticket, place);
CREATE INDEX operations_open ON operations (account, place) WHERE state NOT IN ('delivered', 'cancelled');

-- What is delivered or cancelled stays so, what is being sent cannot be taken back, and nothing is held twice.
CREATE TRIGGER operations_move_along BEFORE UPDATE OF state ON operations
  WHEN NEW.state <> OLD.state AND NOT CASE OLD.state
    WHEN 'holding'  THEN NEW.state IN ('queued', 'sending', 'conflict', 'rejected', 'delivered', 'cancelled')
    WHEN 'queued'   THEN NEW.state IN ('sending', 'conflict', 'rejected', 'delivered', 'cancelled')
    WHEN 'sending'  THEN NEW.state IN ('queued', 'unknown', 'conflict', 'rejected', 'delivered')
    WHEN 'unknown'  THEN NEW.state IN ('queued', 'sending', 'conflict', 'rejected', 'delivered', 'cancelled')
    WHEN 'conflict' THEN NEW.state IN ('queued', 'cancelled')
    WHEN 'rejected' THEN NEW.state IN ('queued', 'cancelled')
    ELSE 0 END
  BEGIN SELECT raise(ABORT, 'an operation does not move that way'); END;
CREATE TRIGGER operations_keep_their_place BEFORE UPDATE OF id, account, place, kind, composed ON operations
  BEGIN SELECT raise(ABORT, 'an operation keeps its place'); END;

-- Texts that the user has not sent. A sync never touches them.
CREATE TABLE drafts (
  account     TEXT    NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  ticket      TEXT    NOT NULL,                  -- as in `operations`
  kind        TEXT    NOT NULL CHECK (kind IN ('reply', 'note')),
  text        TEXT    NOT NULL CHECK (text <> ''),
  changed     INTEGER NOT NULL,
  PRIMARY KEY (account, ticket, kind)
) STRICT;

-- Without checks, which would read every event once. Events that are stored already learn both when their ticket changes.
ALTER TABLE events ADD COLUMN operation TEXT;    -- the operation of a console that it came from, where the portal tells
ALTER TABLE events ADD COLUMN outside INTEGER;   -- 1: `by` is null because somebody on neither side did it
