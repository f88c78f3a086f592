import type { ErrorView } from '@/api/bindings/ErrorView';

/** What the window offers to do about an error. */
export type ErrorAction = 'retry' | 'accounts' | 'mapping' | 'none';

export interface ErrorShown {
  severity: 'notice' | 'warning' | 'error';
  /** Two to five words that name the trouble. */
  title: string;
  /** What happened, as the desk says it. */
  message: string;
  /** What to do. */
  hint: string;
  action: ErrorAction;
}

type Entry = Pick<ErrorShown, 'severity' | 'title' | 'action'>;

const entry = (severity: Entry['severity'], title: string, action: ErrorAction = 'none'): Entry => ({
  severity,
  title,
  action,
});

/** The one table from the code of an error to how it is shown. */
const table: Record<string, Entry> = {
  offline: entry('notice', 'No network', 'retry'),
  unreachable: entry('warning', 'Portal does not answer', 'retry'),
  timeout: entry('warning', 'Portal does not answer', 'retry'),
  tls: entry('error', 'Connection is not secure', 'accounts'),
  unauthorized: entry('error', 'Token refused', 'accounts'),
  forbidden: entry('error', 'Not permitted', 'accounts'),
  'rate-limited': entry('notice', 'Portal asks to wait'),
  'server-error': entry('warning', 'Portal has a fault', 'retry'),
  'not-a-portal': entry('error', 'Not a portal', 'accounts'),
  'bad-answer': entry('warning', 'Answer cannot be read', 'retry'),
  'bad-address': entry('error', 'Address cannot be used', 'accounts'),
  'unknown-severity': entry('warning', 'Severity without a meaning', 'mapping'),
  'wrong-passphrase': entry('error', 'Wrong passphrase'),
  'no-keyring': entry('warning', 'No keyring'),
  locked: entry('error', 'Data file is locked'),
  'newer-database': entry('error', 'Data file is newer'),
  'bad-database': entry('error', 'Data file cannot be read'),
  'disk-full': entry('error', 'Disk is full', 'retry'),
  'read-only': entry('notice', 'Another window syncs'),
  'bad-pack': entry('error', 'Policy has a mistake'),
  'unreadable-pack': entry('error', 'Policy cannot be read'),
  'bad-change': entry('error', 'Value cannot be kept'),
  'unknown-policy': entry('warning', 'No such policy'),
  'unknown-word': entry('warning', 'Not in this policy'),
  'not-kept': entry('error', 'Change was not kept', 'retry'),
  'no-home': entry('error', 'No folder to write to'),
  'not-written': entry('error', 'File was not written', 'retry'),
  'no-answer': entry('warning', 'Nothing to prove'),
  'no-policy': entry('warning', 'Ticket has no policy', 'mapping'),
  'no-proof': entry('error', 'Not a proof'),
  'newer-proof': entry('error', 'Proof is newer'),
  'not-found': entry('warning', 'Ticket is gone'),
  refused: entry('warning', 'Not allowed by the policy'),
  'launch-failed': entry('error', 'Session did not start'),
};

/** How an error is shown. An unknown code is shown with the words of the desk, never swallowed. */
export function shown(error: ErrorView): ErrorShown {
  const known = Object.hasOwn(table, error.code) ? table[error.code] : undefined;
  const { severity, title, action } = known ?? entry('error', 'Something went wrong', 'retry');
  return { severity, title, action, message: error.message, hint: error.hint };
}
