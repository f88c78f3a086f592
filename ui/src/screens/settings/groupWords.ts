import type { GroupsView } from '@/api/bindings/GroupsView';
import { length } from '@/parts/time/format';

/** So many names are shown; nobody looks for a group among more. */
const SHOWN = 30;

/** What a portal told of the groups of its user and when; and, where it does not tell now, why not and what to do. */
export function groupWords(groups: GroupsView, now: number): { told: string; untold: string } {
  const { user, names, read_at, untold } = groups;
  if (read_at === null) {
    return untold === ''
      ? { told: 'Not read yet; it comes with the next sync.', untold }
      : { told: 'The portal did not tell.', untold };
  }
  const who = user === '' ? 'You are' : `${user} is`;
  const told = `${who} in ${list(names)}; read ${length(Math.max(0, now - read_at))} ago.`;
  return { told, untold: untold === '' ? '' : `Since then it did not tell. ${untold}` };
}

function list(names: string[]): string {
  if (names.length === 0) return 'no group';
  const more = names.length - SHOWN;
  return more > 0 ? `${names.slice(0, SHOWN).join(', ')} and ${more} more` : names.join(', ');
}
