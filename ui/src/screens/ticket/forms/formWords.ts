import type { FormKind } from '@/state/change.svelte';

/** The words of a form: its title, its button, and what Ctrl Enter does. */
export interface FormWords {
  title: string;
  send: string;
  enter: string;
}

export const formWords: Record<FormKind, FormWords> = {
  tag: { title: 'Tags', send: 'Keep the tags', enter: 'keeps them' },
  call: { title: 'Phone call', send: 'Write the call down', enter: 'writes it down' },
  time: { title: 'Time', send: 'Write the time down', enter: 'writes it down' },
  link: { title: 'Link with another ticket', send: 'Link the two', enter: 'links them' },
  merge: { title: 'Merge into another ticket', send: 'Merge for good', enter: 'merges them' },
  create: { title: 'New ticket', send: 'File the ticket', enter: 'files it' },
};

/** One thing that can be done with a ticket, with its key in the menu. */
export interface MenuEntry {
  kind: string;
  key: string;
  says: string;
}

/** In the order of the menu; only what the portal takes is shown. */
export const menu: readonly MenuEntry[] = [
  { kind: 'reply', key: 'r', says: 'Reply to the customer' },
  { kind: 'note', key: 'n', says: 'Write a note for the team' },
  { kind: 'call', key: 'c', says: 'Write a phone call down' },
  { kind: 'time', key: 'w', says: 'Write time down' },
  { kind: 'tag', key: 't', says: 'Change the tags' },
  { kind: 'link', key: 'l', says: 'Link with another ticket' },
  { kind: 'merge', key: 'm', says: 'Merge into another ticket' },
];
