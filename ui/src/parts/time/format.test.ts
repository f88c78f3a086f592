import { describe, expect, it } from 'vitest';
import { brief, counted, countdown, length, target } from './format';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('a countdown', () => {
  it.each([
    [0, '0 s'],
    [59, '59 s'],
    [60, '0:01:00'],
    [1_300, '0:21:40'],
    [22_200, '6:10:00'],
    [86_399, '23:59:59'],
    [86_400, '1 d'],
    [183_600, '2 d 3 h'],
    [-1, '\u22121 s'],
    [-848, '\u22120:14:08'],
    [-183_600, '\u22122 d 3 h'],
  ])('%i s reads %s', (seconds, text) => {
    expect(plain(countdown(seconds))).toBe(text);
  });
});

describe('a length', () => {
  it.each([
    [42, '42 s', '42 s'],
    [60, '1 min', '1 min'],
    [3_600, '1 h', '1 h'],
    [11_400, '3 h 10 min', '3 h'],
    [90_000, '1 d 1 h', '1 d'],
    [-720, '12 min', '12 min'],
  ])('%i s reads %s', (seconds, two, one) => {
    expect(plain(length(seconds))).toBe(two);
    expect(plain(brief(seconds))).toBe(one);
  });
});

describe('a target', () => {
  it.each([
    [1_800, '30 min'],
    [5_400, '1 h 30 min'],
    [86_400, '24 h'],
    [259_200, '72 h'],
    [1_209_600, '14 d'],
  ])('%i s reads %s', (seconds, text) => {
    expect(plain(target(seconds))).toBe(text);
  });
});

describe('a count', () => {
  it('groups thousands and knows one from many', () => {
    expect(counted(1, 'ticket')).toBe('1 ticket');
    expect(counted(12_408, 'ticket')).toBe('12,408 tickets');
    expect(counted(2, 'reply', 'replies')).toBe('2 replies');
  });
});
