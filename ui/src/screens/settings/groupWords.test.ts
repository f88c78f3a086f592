import { describe, expect, it } from 'vitest';
import type { GroupsView } from '@/api/bindings/GroupsView';
import { groupWords } from './groupWords';

const groups: GroupsView = { user: 'sam', names: ['Support', 'Support leads'], read_at: 1_000, untold: '' };
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('what a portal told of the groups of its user', () => {
  it('names them and when they were read', () => {
    const { told, untold } = groupWords(groups, 1_300);
    expect(plain(told)).toBe('sam is in Support, Support leads; read 5 min ago.');
    expect(untold).toBe('');
    expect(plain(groupWords({ ...groups, user: '', names: [] }, 990).told)).toBe('You are in no group; read 0 s ago.');
  });

  it('keeps what was told when the portal does not tell any more', () => {
    const { told, untold } = groupWords({ ...groups, untold: 'Ask for the right SeeGroup.' }, 1_060);
    expect(plain(told)).toContain('Support leads; read 1 min ago.');
    expect(untold).toBe('Since then it did not tell. Ask for the right SeeGroup.');
  });

  it('says why nothing was told, or that nobody asked yet', () => {
    const never = { ...groups, names: [], read_at: null };
    expect(groupWords(never, 1_000)).toEqual({ told: 'Not read yet; it comes with the next sync.', untold: '' });
    const refused = groupWords({ ...never, untold: 'Ask for the right SeeGroup.' }, 1_000);
    expect(refused).toEqual({ told: 'The portal did not tell.', untold: 'Ask for the right SeeGroup.' });
  });

  it('cuts a long list', () => {
    const names = Array.from({ length: 42 }, (_, n) => `G${n}`);
    expect(groupWords({ ...groups, names }, 1_000).told).toContain('G29 and 12 more;');
  });
});
