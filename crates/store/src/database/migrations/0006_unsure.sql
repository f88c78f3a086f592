-- An operation that the user sends once more may turn out to be one of which nobody can tell whether it is there: it was sent
-- before, so it asks the user again.

DROP TRIGGER operations_move_along;
CREATE TRIGGER operations_move_along BEFORE UPDATE OF state ON operations
  WHEN NEW.state <> OLD.state AND NOT CASE OLD.state
    WHEN 'holding'  THEN NEW.state IN ('queued', 'sending', 'conflict', 'rejected', 'delivered', 'cancelled')
    WHEN 'queued'   THEN NEW.state IN ('sending', 'conflict', 'rejected', 'delivered', 'cancelled')
                      OR (NEW.state = 'unknown' AND OLD.sent IS NOT NULL)
    WHEN 'sending'  THEN NEW.state IN ('queued', 'unknown', 'conflict', 'rejected', 'delivered')
    WHEN 'unknown'  THEN NEW.state IN ('queued', 'sending', 'conflict', 'rejected', 'delivered', 'cancelled')
    WHEN 'conflict' THEN NEW.state IN ('queued', 'cancelled')
    WHEN 'rejected' THEN NEW.state IN ('queued', 'cancelled')
    ELSE 0 END
  BEGIN SELECT raise(ABORT, 'an operation does not move that way'); END;
