-- What customers agreed to, what was said of requirements, and remote sessions from their start to their charge.

CREATE TABLE consents (
  row         INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  account     TEXT    NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  ticket      TEXT    NOT NULL,                  -- the portal's identifier
  by          TEXT    NOT NULL CHECK (by <> ''), -- who at the customer agreed
  how         TEXT    NOT NULL,                  -- in which way, in the user's words; may be empty
  at          INTEGER NOT NULL,
  until       INTEGER NOT NULL CHECK (until > at),
  tool        TEXT,                              -- the only one; null: any
  host        TEXT,                              -- the only one; null: any
  revoked     INTEGER                            -- when it was taken back
) STRICT;
CREATE INDEX consents_ticket ON consents (account, ticket);

-- A consent is never changed, only taken back, once.
CREATE TRIGGER consents_stay BEFORE UPDATE ON consents
  WHEN OLD.revoked IS NOT NULL OR NEW.revoked IS NULL OR NEW.row <> OLD.row OR NEW.account <> OLD.account
    OR NEW.ticket <> OLD.ticket OR NEW.by <> OLD.by OR NEW.at <> OLD.at OR NEW.until <> OLD.until
    OR NEW.tool IS NOT OLD.tool OR NEW.host IS NOT OLD.host
  BEGIN SELECT raise(ABORT, 'a consent is only ever taken back'); END;

CREATE TABLE checks (
  account     TEXT    NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  ticket      TEXT    NOT NULL,
  requirement TEXT    NOT NULL,                  -- as in the pack
  by          TEXT    NOT NULL CHECK (by <> ''), -- who said so
  waived      TEXT    CHECK (waived <> ''),      -- why it is not needed; null: it is met
  at          INTEGER NOT NULL,
  PRIMARY KEY (account, ticket, requirement)
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  row         INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  account     TEXT    NOT NULL,                  -- stays when the account is removed: charges are made from it
  ticket      TEXT    NOT NULL,
  begun       TEXT    NOT NULL CHECK (json_valid(begun)), -- who, where, with what and why it was allowed; JSON of the desk
  started     INTEGER NOT NULL,                  -- written before the program is started
  state       TEXT    NOT NULL CHECK (state IN ('running', 'ended', 'failed', 'unknown')),
  ended       INTEGER CHECK (ended IS NULL OR state IN ('ended', 'failed')), -- as it was seen; never guessed
  outcome     TEXT    NOT NULL DEFAULT '',       -- how it ended, as it was seen
  closed      TEXT    CHECK (json_valid(closed)), -- what the engineer confirmed: time, outcome, charge; JSON of the desk
  closed_at   INTEGER CHECK ((closed IS NULL) = (closed_at IS NULL)),
  note        TEXT,                              -- the operation that wrote it into the ticket
  time        TEXT                               -- the operation that entered the time
) STRICT;
CREATE INDEX sessions_open ON sessions (state) WHERE state = 'running';

-- What was written at the start stays, what ended stays ended, and what was confirmed stays confirmed.
CREATE TRIGGER sessions_keep_their_start BEFORE UPDATE OF row, account, ticket, begun, started ON sessions
  BEGIN SELECT raise(ABORT, 'the start of a session is never changed'); END;
CREATE TRIGGER sessions_end_once BEFORE UPDATE OF state, ended, outcome ON sessions
  WHEN OLD.state <> 'running'
  BEGIN SELECT raise(ABORT, 'a session ends once'); END;
CREATE TRIGGER sessions_close_once BEFORE UPDATE OF closed, closed_at ON sessions
  WHEN OLD.closed IS NOT NULL OR OLD.state = 'running'
  BEGIN SELECT raise(ABORT, 'a session is closed once, after its end'); END;
CREATE TRIGGER sessions_are_kept BEFORE DELETE ON sessions
  BEGIN SELECT raise(ABORT, 'the log of sessions is never shortened'); END;
