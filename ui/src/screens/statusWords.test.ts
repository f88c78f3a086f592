import { describe, expect, it } from 'vitest';
import type { AccountStatus } from '@/api/bindings/AccountStatus';
import { clockWords, correction, freshness, nextAttempt } from './statusWords';

const account: AccountStatus = {
  id: 'rt',
  name: 'RT',
  kind: 'rt',
  tried: true,
  online: true,
  synced_at: 1_000,
  syncing: false,
  done: 0,
  total: null,
  rate: null,
  left_s: null,
  next_at: 1_090,
  clock_offset_s: null,
  clock_ahead_s: 0,
  missing: null,
  company_ca: '',
  groups: { user: 'sam', names: [], read_at: null, untold: '' },
  error: null,
};
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('how fresh an account is', () => {
  it('tells how old the data are', () => {
    expect(plain(freshness(account, 1_042))).toBe('synced 42 s ago');
    expect(plain(freshness(account, 990))).toBe('synced 0 s ago');
    expect(freshness({ ...account, synced_at: null }, 1_042)).toBe('not synced yet');
  });

  it('tells the progress as far as it is known', () => {
    const syncing = { ...account, syncing: true, done: 1_240 };
    expect(freshness(syncing, 1_042)).toBe('reads 1,240');
    expect(plain(freshness({ ...syncing, total: 8_000, rate: 309.6, left_s: 22 }, 1_042))).toBe(
      'reads 1,240 of 8,000 · 310 a second · 22 s left',
    );
  });

  it('stays with the age of the data while a failed sync is tried again', () => {
    const error = { code: 'unreachable', message: '', hint: '' };
    expect(plain(freshness({ ...account, syncing: true, error }, 1_042))).toBe('synced 42 s ago');
  });

  it('tells the next attempt only when the portal is not reached', () => {
    expect(nextAttempt(account, 1_042)).toBe('');
    expect(plain(nextAttempt({ ...account, online: false }, 1_042))).toBe(' · next try in 48 s');
    expect(nextAttempt({ ...account, online: false }, 1_090)).toBe('');
  });
});

describe('the clock of a portal', () => {
  it('tells which way it differs', () => {
    expect(plain(clockWords({ ...account, clock_ahead_s: 600 }))).toBe('its clock is 10 min ahead');
    expect(plain(clockWords({ ...account, clock_ahead_s: -45 }))).toBe('its clock is 45 s behind');
  });
});

describe("what is said of the computer's clock", () => {
  const status = { clock_offset_s: 0.4, clock_portal: 'RT', clock_remembered: false };

  it('says nothing while it agrees, or nobody knows', () => {
    expect(correction(status)).toBeNull();
    expect(correction({ ...status, clock_offset_s: null })).toBeNull();
  });

  it('says how far it is off, and that all times are corrected', () => {
    expect(plain(correction({ ...status, clock_offset_s: 3_720.2 })?.text ?? '')).toBe(
      'computer clock 1 h 2 min fast, corrected',
    );
    expect(plain(correction({ ...status, clock_offset_s: -64 })?.text ?? '')).toContain('slow');
  });

  it('says when that comes from the last time the portal was reached', () => {
    const says = correction({ ...status, clock_offset_s: 60, clock_remembered: true })?.says;
    expect(says).toContain('When RT was last reached');
  });
});
