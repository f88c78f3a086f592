/** Everything that a key can do. */
export type Action =
  | 'down'
  | 'up'
  | 'page-down'
  | 'page-up'
  | 'first'
  | 'last'
  | 'open'
  | 'back'
  | 'search'
  | 'apply'
  | 'help'
  | 'nav'
  | 'pane'
  | 'connect'
  | 'portal'
  | 'proof'
  | 'promised'
  | 'act'
  | 'new-ticket'
  | 'reply'
  | 'note'
  | 'undo'
  | 'wall'
  | 'sync'
  | 'lock'
  | 'go-queue'
  | 'go-board'
  | 'go-aside'
  | 'go-outbox'
  | 'go-contracts'
  | 'go-policies'
  | 'go-what-if'
  | 'go-away'
  | 'go-settings'
  | 'view-1'
  | 'view-2'
  | 'view-3'
  | 'view-4'
  | 'view-5'
  | 'view-6'
  | 'view-7'
  | 'view-8';

export interface KeyEntry {
  /** Key names as in `KeyboardEvent.key`; two of them in a row are parted by a space. */
  keys: string[];
  action: Action;
  /** What it does, for the help sheet. */
  says: string;
  group: 'List' | 'Ticket' | 'Places' | 'Window';
  /** The key keeps its own meaning inside the ticket pane, where it scrolls. */
  listOnly?: true;
}

/** The one table of keys: it drives the handler and the help sheet. */
export const keymap: KeyEntry[] = [
  { keys: ['j'], action: 'down', says: 'Next ticket', group: 'List' },
  { keys: ['ArrowDown'], action: 'down', says: 'Next ticket', group: 'List', listOnly: true },
  { keys: ['k'], action: 'up', says: 'Previous ticket', group: 'List' },
  { keys: ['ArrowUp'], action: 'up', says: 'Previous ticket', group: 'List', listOnly: true },
  { keys: ['PageDown'], action: 'page-down', says: 'One page down', group: 'List', listOnly: true },
  { keys: ['PageUp'], action: 'page-up', says: 'One page up', group: 'List', listOnly: true },
  { keys: ['Home'], action: 'first', says: 'First ticket', group: 'List', listOnly: true },
  { keys: ['g g'], action: 'first', says: 'First ticket', group: 'List' },
  { keys: ['End'], action: 'last', says: 'Last ticket', group: 'List', listOnly: true },
  { keys: ['G'], action: 'last', says: 'Last ticket', group: 'List' },
  { keys: ['/'], action: 'search', says: 'Search', group: 'List' },
  { keys: ['.'], action: 'apply', says: 'Apply the changes that wait', group: 'List' },
  { keys: ['c'], action: 'new-ticket', says: 'New ticket', group: 'List' },
  { keys: ['Enter'], action: 'open', says: 'Open the ticket', group: 'Ticket' },
  { keys: ['Escape'], action: 'back', says: 'Back', group: 'Ticket' },
  { keys: ['a'], action: 'act', says: 'All that can be done with it', group: 'Ticket' },
  { keys: ['r'], action: 'reply', says: 'Reply to the customer', group: 'Ticket' },
  { keys: ['n'], action: 'note', says: 'Write a note for the team', group: 'Ticket' },
  { keys: ['u'], action: 'undo', says: 'Undo what has not left yet', group: 'Ticket' },
  { keys: ['e'], action: 'promised', says: 'What was promised', group: 'Ticket' },
  { keys: ['l'], action: 'connect', says: 'Connect to the customer', group: 'Ticket' },
  { keys: ['o'], action: 'portal', says: 'Open in the portal', group: 'Ticket' },
  { keys: ['p'], action: 'proof', says: 'Write a proof', group: 'Ticket' },
  { keys: ['g q'], action: 'go-queue', says: 'Queue', group: 'Places' },
  { keys: ['g b'], action: 'go-board', says: 'Board', group: 'Places' },
  { keys: ['g o'], action: 'go-outbox', says: 'Outbox', group: 'Places' },
  { keys: ['g a'], action: 'go-aside', says: 'Kept aside', group: 'Places' },
  { keys: ['g c'], action: 'go-contracts', says: 'Contracts', group: 'Places' },
  { keys: ['g p'], action: 'go-policies', says: 'Policies', group: 'Places' },
  { keys: ['g w'], action: 'go-what-if', says: 'What if', group: 'Places' },
  { keys: ['g y'], action: 'go-away', says: 'Away', group: 'Places' },
  { keys: ['g s'], action: 'go-settings', says: 'Settings', group: 'Places' },
  { keys: ['1'], action: 'view-1', says: 'Main queue', group: 'Places' },
  { keys: ['2'], action: 'view-2', says: 'Overdue', group: 'Places' },
  { keys: ['3'], action: 'view-3', says: 'Due soon', group: 'Places' },
  { keys: ['4'], action: 'view-4', says: 'Mine', group: 'Places' },
  { keys: ['5'], action: 'view-5', says: 'Unassigned', group: 'Places' },
  { keys: ['6'], action: 'view-6', says: 'Waiting', group: 'Places' },
  { keys: ['7'], action: 'view-7', says: 'No target', group: 'Places' },
  { keys: ['8'], action: 'view-8', says: 'Lower', group: 'Places' },
  { keys: ['['], action: 'nav', says: 'Close or open the left pane', group: 'Window' },
  { keys: [']'], action: 'pane', says: 'Close or open the ticket pane', group: 'Window' },
  { keys: ['f'], action: 'wall', says: 'Board on the whole screen', group: 'Window' },
  { keys: ['s'], action: 'sync', says: 'Sync now', group: 'Window' },
  { keys: ['g l'], action: 'lock', says: 'Lock', group: 'Window' },
  { keys: ['?'], action: 'help', says: 'These keys', group: 'Window' },
];
