-- Values of contracts that a user or a file gave, beside what the portals tell, and when those were read.

ALTER TABLE contracts ADD COLUMN read_at INTEGER; -- when the portal last told it; null: before this was kept

-- Lies over `contracts`: a sync never touches it.
CREATE TABLE contract_values (
  account     TEXT    NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  customer    TEXT    NOT NULL,                  -- the portal's identifier of the organisation
  policy      TEXT    NOT NULL,                  -- pack
  field       TEXT    NOT NULL,                  -- as in the JSON of policy::facts::Contract
  value       TEXT    NOT NULL,                  -- JSON; `null`: there is none, whatever the portal tells
  source      TEXT    NOT NULL CHECK (source IN ('user', 'file')),
  file        TEXT    CHECK ((source = 'file') = (file IS NOT NULL)), -- its name
  at          INTEGER NOT NULL,
  PRIMARY KEY (account, customer, policy, field)
) STRICT, WITHOUT ROWID;

-- Lists the customers of all tickets without reading a ticket.
CREATE INDEX tickets_customer ON tickets (account, customer_id, queue, customer) WHERE customer_id IS NOT NULL;
