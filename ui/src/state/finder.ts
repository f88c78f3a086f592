import type { QueueRow } from '@/api/bindings/QueueRow';
import { asDeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { notices } from './notices.svelte';

/** So many tickets are shown to choose from. */
const MOST = 5;

/** Finds other tickets of the same portal. */
export const findTickets = {
  /** Tickets with these words or this number, best first, solved ones included. */
  async like(text: string, key: string): Promise<QueueRow[]> {
    const account = key.split('/')[0];
    try {
      const page = await desk.queue({ view: 'all', search: text, offset: 0, limit: 50, revision: null });
      return page.rows.filter((row) => row.key !== key && row.key.split('/')[0] === account).slice(0, MOST);
    } catch (thrown) {
      notices.showError(asDeskError(thrown));
      return [];
    }
  },

  /** The row of one ticket; `null` when it is not here any more. */
  async byKey(key: string): Promise<QueueRow | null> {
    return desk.ticket(key).then(
      ({ row }) => row,
      () => null,
    );
  },
};
