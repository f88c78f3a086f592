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
  'not-json': entry('warning', 'Answer cannot be read', 'retry'),
  server: entry('warning', 'Portal has a fault', 'retry'),
  shape: entry('warning', 'Answer cannot be read', 'retry'),
  'too-large': entry('warning', 'Answer is too large', 'retry'),
  'bad-ca': entry('error', 'Company CA cannot be used'),
  'no-token': entry('warning', 'No token'),
  'bad-address': entry('error', 'Address cannot be used', 'accounts'),
  'unknown-severity': entry('warning', 'Severity without a meaning', 'mapping'),
  'wrong-passphrase': entry('error', 'Wrong passphrase'),
  'passphrase-needed': entry('warning', 'Passphrase needed'),
  'short-passphrase': entry('warning', 'Passphrase is too short'),
  'wrong-recovery-code': entry('error', 'Wrong recovery code'),
  'mistyped-recovery-code': entry('error', 'Recovery code mistyped'),
  'keyring-unusable': entry('warning', 'No keyring'),
  'no-keyring': entry('warning', 'No keyring'),
  locked: entry('error', 'Data file is locked'),
  'newer-database': entry('error', 'Data file is newer'),
  'bad-database': entry('error', 'Data file cannot be read'),
  'damaged-database': entry('error', 'Data file is damaged'),
  'not-a-database': entry('error', 'Not a data file'),
  'not-writable': entry('error', 'Data folder cannot be written', 'retry'),
  'folder-in-use': entry('notice', 'Another window syncs'),
  'unknown-ticket': entry('warning', 'Ticket is gone'),
  'disk-full': entry('error', 'Disk is full', 'retry'),
  'read-only': entry('notice', 'Another window syncs'),
  'bad-pack': entry('error', 'Policy has a mistake'),
  'not-found': entry('warning', 'Ticket is gone'),
  refused: entry('warning', 'Not allowed by the policy'),
  'no-lease': entry('notice', 'Another window is in charge'),
  'not-utf8': entry('error', 'File cannot be read'),
  'no-columns': entry('error', 'Not a list of contracts'),
  'double-column': entry('error', 'Two columns of one name'),
  'no-customer': entry('error', 'No customer is named'),
  'large-file': entry('error', 'File is too large'),
  'stale-preview': entry('warning', 'Look at the preview again'),
  'unknown-policy': entry('warning', 'Policy is gone'),
  'unknown-account': entry('warning', 'Account is gone'),
  'no-home': entry('error', 'No folder for the file'),
  'not-written': entry('error', 'File cannot be written'),
  'launch-failed': entry('error', 'Session did not start'),
};

/** How an error is shown. An unknown code is shown with the words of the desk, never swallowed. */
export function shown(error: ErrorView): ErrorShown {
  const known = Object.hasOwn(table, error.code) ? table[error.code] : undefined;
  const { severity, title, action } = known ?? entry('error', 'Something went wrong', 'retry');
  return { severity, title, action, message: error.message, hint: error.hint };
}
