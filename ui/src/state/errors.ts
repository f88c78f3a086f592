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

/** The one table from the code of an error to how it is shown. A test holds it against the codes of the desk. */
const table: Record<string, Entry> = {
  // Portals and the way to them.
  unreachable: entry('warning', 'Portal does not answer', 'retry'),
  lost: entry('warning', 'Answer is lost', 'retry'),
  tls: entry('error', 'Connection is not secure', 'accounts'),
  unauthorized: entry('error', 'Token refused', 'accounts'),
  forbidden: entry('error', 'Not permitted', 'accounts'),
  'rate-limited': entry('notice', 'Portal asks to wait'),
  server: entry('warning', 'Portal has a fault', 'retry'),
  'not-found': entry('error', 'Not found at the portal', 'accounts'),
  'not-json': entry('error', 'Not a portal', 'accounts'),
  truncated: entry('warning', 'Answer breaks off', 'retry'),
  shape: entry('warning', 'Answer cannot be read', 'retry'),
  'too-large': entry('warning', 'Answer is too large', 'retry'),
  'stuck-cursor': entry('warning', 'Sync does not move on', 'retry'),
  'missing-tickets': entry('warning', 'Tickets have vanished'),
  'bad-address': entry('error', 'Address cannot be used', 'accounts'),
  'no-network-client': entry('error', 'Network cannot be used'),
  'bad-ca': entry('error', 'Company CA cannot be read'),
  'no-token': entry('error', 'Token is missing', 'accounts'),
  'unknown-account': entry('warning', 'Portal is gone', 'accounts'),
  'account-exists': entry('warning', 'Portal is there already', 'accounts'),
  // Tickets and policies.
  'unknown-ticket': entry('warning', 'Ticket is gone'),
  'no-page': entry('notice', 'No page in the portal'),
  'unknown-message': entry('warning', 'Message is gone'),
  'unknown-link': entry('warning', 'Link is gone'),
  'link-refused': entry('warning', 'Link is not opened'),
  'link-changed': entry('warning', 'Link has changed'),
  'no-original': entry('notice', 'No original layout'),
  'bad-pack': entry('error', 'Policy has a mistake'),
  refused: entry('warning', 'Refused by the portal'),
  // The data file and its keys.
  'newer-database': entry('error', 'Data file is newer'),
  'older-database': entry('error', 'Data file is older'),
  'damaged-database': entry('error', 'Data file is damaged'),
  'not-damaged': entry('notice', 'Data file is whole'),
  'no-key': entry('error', 'Key is missing'),
  'no-passphrase': entry('notice', 'Nothing to lock with'),
  'recovery-not-kept': entry('warning', 'Keep the recovery code first'),
  'bad-setting': entry('error', 'No such setting'),
  'not-empty': entry('error', 'Folder is not empty'),
  restored: entry('warning', 'Came back from a damaged file'),
  'not-a-database': entry('error', 'Not a data file'),
  'no-database': entry('error', 'Data file is missing'),
  'wrong-key': entry('error', 'Data file has another key'),
  'not-writable': entry('error', 'Data file cannot be written'),
  'database-busy': entry('warning', 'Data file is busy', 'retry'),
  'database-refused': entry('error', 'Data file refused a change'),
  'bad-mapping': entry('error', 'Mapping cannot be read', 'mapping'),
  'bad-account': entry('error', 'Account cannot be read', 'accounts'),
  'bad-record': entry('warning', 'A record cannot be read'),
  'disk-full': entry('error', 'Disk is full', 'retry'),
  // Contracts.
  'not-utf8': entry('error', 'File cannot be read'),
  'no-columns': entry('error', 'Not a list of contracts'),
  'double-column': entry('error', 'Two columns of one name'),
  'no-customer': entry('error', 'No customer is named'),
  'large-file': entry('error', 'File is too large'),
  'stale-preview': entry('warning', 'Look at the preview again'),
  'disk-error': entry('error', 'Disk fails'),
  'no-lease': entry('notice', 'Another window has the data file'),
  'foreign-lease': entry('error', 'Data folder was changed'),
  'folder-in-use': entry('notice', 'Another window has the data file'),
  'folder-not-lockable': entry('error', 'Data folder cannot be locked'),
  'no-home': entry('error', 'No place for the data'),
  'no-temporary-folder': entry('error', 'No room for the demo'),
  'no-demo': entry('error', 'Demo cannot start', 'retry'),
  'nothing-open': entry('notice', 'Nothing is open yet'),
  'wrong-passphrase': entry('error', 'Wrong passphrase'),
  'short-passphrase': entry('error', 'Passphrase is too short'),
  'passphrase-needed': entry('warning', 'Passphrase needed'),
  'passphrase-failed': entry('error', 'Passphrase cannot be used'),
  'wrong-recovery-code': entry('error', 'Wrong recovery code'),
  'mistyped-recovery-code': entry('error', 'Recovery code is mistyped'),
  'no-such-protection': entry('error', 'Not protected in this way'),
  'keyring-unusable': entry('warning', 'No keyring'),
  'keyring-entry-gone': entry('error', 'Key is not in the keyring'),
  'keyring-entry-wrong': entry('error', 'Keyring has another key'),
  'keys-missing': entry('error', 'Key file is missing'),
  'keys-exist': entry('error', 'Key file is there already'),
  'damaged-keys': entry('error', 'Key file is damaged'),
  'newer-keys': entry('error', 'Key file is newer'),
  'foreign-key': entry('error', 'Key belongs to another folder'),
  'ephemeral-key': entry('error', 'Key is not kept'),
  'keys-io': entry('error', 'Key file cannot be used'),
  'no-randomness': entry('error', 'No safe random numbers'),
  // Files.
  withheld: entry('warning', 'Not done here'),
  'unknown-attachment': entry('warning', 'No such file'),
  'not-fetched': entry('notice', 'File is not here yet'),
  'not-a-picture': entry('notice', 'Picture is not shown'),
  'file-too-large': entry('warning', 'File is too large'),
  'too-many-files': entry('notice', 'Too many files'),
  'empty-file': entry('notice', 'File is empty'),
  'not-a-file': entry('notice', 'Not a file'),
  'file-changed': entry('warning', 'File changed meanwhile', 'retry'),
  'unreadable-file': entry('warning', 'File cannot be read'),
  'no-files': entry('notice', 'Portal takes no files'),
  // The outbox.
  'empty-text': entry('notice', 'Nothing to send'),
  'bad-begun': entry('notice', 'Time cannot be right'),
  'bad-minutes': entry('notice', 'Minutes cannot be right'),
  'bad-day': entry('notice', 'Day cannot be right'),
  'bad-tag': entry('notice', 'Not a tag'),
  'no-difference': entry('notice', 'Nothing to change'),
  'no-other': entry('notice', 'Other ticket is missing'),
  'bad-other': entry('notice', 'Other ticket does not fit'),
  'other-customer': entry('warning', 'Another customer'),
  'bad-queue': entry('notice', 'Queue is missing'),
  'bad-subject': entry('notice', 'Subject cannot be used'),
  'bad-contact': entry('notice', 'Not a mail address'),
  'no-ticket': entry('notice', 'Ticket is not named'),
  'long-text': entry('error', 'Text is too long'),
  'unknown-change': entry('error', 'No such change'),
  'not-offered': entry('warning', 'Portal takes no such change'),
  'operation-exists': entry('error', 'Change is there already'),
  'held-back': entry('warning', 'Held back'),
  'too-late': entry('warning', 'Too late'),
  'unknown-operation': entry('warning', 'No such change here'),
  'changed-meanwhile': entry('notice', 'Ticket changed meanwhile'),
  'not-its-turn': entry('notice', 'An earlier change goes first'),
  unsure: entry('warning', 'Nobody knows whether it arrived'),
  // A time away.
  'bad-time': entry('warning', 'Not a time'),
  'away-order': entry('warning', 'Back before you leave'),
  'away-long': entry('warning', 'Too long a time'),
  // Remote sessions and pages.
  'bad-target': entry('error', 'Host, port or user'),
  'tool-missing': entry('error', 'Program is missing'),
  'tool-unsafe': entry('error', 'Program was not started'),
  'tool-of-another-system': entry('warning', 'Tool of another system'),
  'no-jump': entry('warning', 'No jump host from here'),
  'too-many-starts': entry('warning', 'Too quick'),
  'not-confirmed': entry('warning', 'Not confirmed yet'),
  'tool-not-started': entry('error', 'Session did not start'),
  'grant-does-not-fit': entry('warning', 'Permission does not fit'),
  'session-failed': entry('error', 'No session'),
  'terminal-failed': entry('error', 'Terminal did not start'),
  'nothing-given': entry('warning', 'Something is missing'),
  'bad-hours': entry('warning', 'Not a time for a consent'),
  'unknown-tool': entry('warning', 'Tool is not known'),
  'unknown-consent': entry('warning', 'No such consent'),
  'nothing-missing': entry('notice', 'Nothing is missing'),
  'unknown-session': entry('warning', 'No such session'),
  'session-runs': entry('warning', 'Session runs still'),
  'unknown-format': entry('warning', 'No such format'),
  'no-end': entry('warning', 'Its end is not known'),
  'not-a-web-page': entry('warning', 'Page was not opened'),
  // The host book.
  'bad-fingerprint': entry('error', 'Not a fingerprint'),
  'host-exists': entry('notice', 'Host is there already'),
  'unknown-host': entry('warning', 'Host is not in the book'),
  'name-too-long': entry('warning', 'Name is too long'),
  'nobody-named': entry('warning', 'Nobody is named'),
  // A fault of Gnomon itself.
  internal: entry('error', 'A part of Gnomon failed', 'retry'),
  // Policies, dry runs and proofs.
  endless: entry('warning', 'Portal does not end its answer', 'retry'),
  'no-account': entry('warning', 'Portal is not connected', 'accounts'),
  'unreadable-ticket': entry('warning', 'Ticket cannot be read'),
  'unreadable-pack': entry('error', 'Policy cannot be read'),
  'bad-change': entry('error', 'Value cannot be kept'),
  'unknown-policy': entry('warning', 'No such policy'),
  'unknown-word': entry('warning', 'Not in this policy'),
  'not-kept': entry('error', 'Change was not kept', 'retry'),
  'not-written': entry('error', 'File was not written', 'retry'),
  'no-answer': entry('warning', 'Nothing to prove'),
  'no-policy': entry('warning', 'Ticket has no policy', 'mapping'),
  'no-proof': entry('error', 'Not a proof'),
  'newer-proof': entry('error', 'Proof is newer'),
  'launch-failed': entry('error', 'Session did not start'),
};

/** How an error is shown. An unknown code is shown with the words of the desk, never swallowed. */
export function shown(error: ErrorView): ErrorShown {
  const known = Object.hasOwn(table, error.code) ? table[error.code] : undefined;
  const { severity, title, action } = known ?? entry('error', 'Something went wrong', 'retry');
  return { severity, title, action, message: error.message, hint: error.hint };
}
