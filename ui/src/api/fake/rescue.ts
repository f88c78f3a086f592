import type { AnewView } from '../bindings/AnewView';
import type { RescuedPart } from '../bindings/RescuedPart';
import type { RescueView } from '../bindings/RescueView';

const part = (what: string, file: string, rows: number, whole = true): RescuedPart => ({ what, file, rows, whole });

/** A damaged file of which most can be read. */
export const fakeRescue: RescueView = {
  folder: '~/Downloads/gnomon-rescue-2026-11-21',
  parts: [
    part('changes made here (outbox)', 'operations.jsonl', 3),
    part('drafts', 'drafts.jsonl', 2),
    part('accounts, without their tokens', 'accounts.jsonl', 2),
    part('tickets with their events', 'tickets.jsonl', 7_912, false),
  ],
  whole: false,
};

export const fakeAnew: AnewView = {
  aside: '~/.local/share/gnomon/damaged-2026-11-21',
  parts: [part('changes made here (outbox)', '', 3), part('drafts', '', 2), part('accounts', '', 2)],
  has_accounts: true,
};
