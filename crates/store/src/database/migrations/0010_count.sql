-- How many changes the database has seen. A file beside it repeats the number, so that a log that was deleted, or an older
-- copy that was put in its place, is noticed.

CREATE TABLE counted (
  one         INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  changes     INTEGER NOT NULL
) STRICT;
INSERT INTO counted (one, changes) VALUES (1, 0);
