-- What an account trusts, since when a round reads, and what a search needs to find solved tickets too.

ALTER TABLE accounts ADD COLUMN ca TEXT;         -- further authorities to trust for this portal, certificates in PEM
ALTER TABLE accounts ADD COLUMN ca_file TEXT;    -- the file that they were read from, to show
ALTER TABLE accounts ADD COLUMN begun INTEGER;   -- when the running round sent its first request

-- Tells solved and unsolved hits of a search apart without reading their tickets.
CREATE INDEX tickets_hit ON tickets (document, solved) WHERE document IS NOT NULL;
CREATE INDEX tickets_number ON tickets (number) WHERE gone IS NULL;
