import { describe, expect, it } from 'vitest';
import type { ConsentView } from '@/api/bindings/ConsentView';
import { consentWords, faultWords } from './consentWords';

const NOW = 1_795_525_200; // 2026-11-24 14:00 in Berlin
const consent: ConsentView = {
  id: 1,
  by: 'Jo Doe',
  how: 'by phone',
  at: NOW - 3_600,
  until: NOW + 3_600,
  tool: 'ssh',
  host: 'db1',
  revoked: null,
  counts: true,
  holds: true,
};
const zone = 'Europe/Berlin';

describe('a consent in words', () => {
  it('says who, when, how, for what and until when', () => {
    expect(consentWords(consent, NOW, zone)).toBe('Jo Doe agreed at 13:00 (by phone) to SSH on db1, until 15:00.');
    const wide = { ...consent, how: '', tool: '', host: '' };
    expect(consentWords(wide, NOW, zone)).toBe('Jo Doe agreed at 13:00 to any tool on any host, until 15:00.');
  });

  it('says why it does not count', () => {
    const words = (change: Partial<ConsentView>) => faultWords({ ...consent, counts: false, ...change }, NOW, zone);
    expect(words({})).toBe('Jo Doe agreed to SSH on db1 only, until 15:00.');
    expect(words({ holds: false, until: NOW - 60 })).toBe('The consent of Jo Doe ended at 13:59.');
    expect(words({ holds: false, revoked: NOW - 60 })).toBe('The consent of Jo Doe was taken back at 13:59.');
  });
});
