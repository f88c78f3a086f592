import type { QueueCounts } from '@/api/bindings/QueueCounts';
import type { QueueView } from '@/api/bindings/QueueView';

export interface ViewEntry {
  view: QueueView;
  count: keyof QueueCounts;
  /** Name in the navigation. */
  name: string;
  /** Name over the list. */
  title: string;
  /** What to say when the view is empty. */
  empty: string;
}

/** The views of the queue, in the order of their number keys. */
export const views: ViewEntry[] = [
  {
    view: 'all',
    count: 'all',
    name: 'Queue',
    title: 'Main queue',
    empty: 'Nothing is open. New tickets appear here by themselves.',
  },
  {
    view: 'overdue',
    count: 'overdue',
    name: 'Overdue',
    title: 'Overdue',
    empty: 'Nothing is overdue. Press 3 to see what is due soon.',
  },
  {
    view: 'due-soon',
    count: 'due_soon',
    name: 'Due soon',
    title: 'Due within two hours',
    empty: 'Nothing is due within two hours. Press 1 for the whole queue.',
  },
  {
    view: 'mine',
    count: 'mine',
    name: 'Mine',
    title: 'Assigned to me',
    empty: 'Nothing is assigned to you. Press 5 to see what nobody has taken.',
  },
  {
    view: 'unassigned',
    count: 'unassigned',
    name: 'Unassigned',
    title: 'Unassigned',
    empty: 'Every ticket has somebody. Press 1 for the whole queue.',
  },
  {
    view: 'waiting',
    count: 'waiting',
    name: 'Waiting',
    title: 'Waiting on the customer',
    empty: 'No ticket waits on a customer. Press 1 for the whole queue.',
  },
  {
    view: 'no-target',
    count: 'no_target',
    name: 'No target',
    title: 'No published target',
    empty: 'Every open ticket has a published target. Press 1 for the whole queue.',
  },
  {
    view: 'lower',
    count: 'lower',
    name: 'Lower',
    title: 'Deprioritized and refused',
    empty: 'No ticket is deprioritized or refused. Press 1 for the whole queue.',
  },
];
