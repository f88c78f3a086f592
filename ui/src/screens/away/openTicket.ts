import { place } from '@/state/place.svelte';
import { queue } from '@/state/queue.svelte';

/** Shows a ticket in the queue. */
export async function openTicket(key: string): Promise<void> {
  place.go({ name: 'queue' });
  place.openPane();
  await queue.setView('all');
  queue.selectKey(key);
}
