import type { Action } from '@/state/keymap';
import { lock } from '@/state/lock.svelte';
import { place } from '@/state/place.svelte';
import { queue } from '@/state/queue.svelte';
import { status } from '@/state/status.svelte';
import { views } from './views';

/** What the keys do on every screen. */
export const shellActions: Partial<Record<Action, () => void>> = {
  help: () => (place.helpOpen = true),
  nav: () => (place.navOpen = !place.navOpen),
  'go-queue': () => place.go({ name: 'queue' }),
  'go-board': () => place.go({ name: 'board' }),
  'go-outbox': () => place.go({ name: 'outbox' }),
  'go-aside': () => place.go({ name: 'aside' }),
  'go-contracts': () => place.go({ name: 'contracts' }),
  'go-policies': () => place.go({ name: 'policies' }),
  'go-what-if': () => place.go({ name: 'what-if' }),
  'go-away': () => place.go({ name: 'away' }),
  'go-settings': () => place.go({ name: 'settings' }),
  sync: () => void status.sync(),
  lock: () => void lock.now(),
  wall: () => {
    place.go({ name: 'board' });
    place.setWall(!place.wall);
  },
  back: () => {
    if (place.wall) place.setWall(false);
    else if (place.screen.name !== 'queue') place.go({ name: 'queue' });
  },
  ...Object.fromEntries(
    views.map(({ view }, at) => [
      `view-${at + 1}`,
      () => {
        place.go({ name: 'queue' });
        void queue.setView(view);
      },
    ]),
  ),
};
