import { describe, expect, it } from 'vitest';
import type { PolicyRow } from '@/api/bindings/PolicyRow';
import { keyHint, keyWord, valuesBeside, valueWords } from './valueWords';

describe('a value in words', () => {
  it.each([
    ['4 h', '4 h'],
    ['0.55', '0.55'],
    ['true', 'yes'],
    ['false', 'no'],
    ['[]', 'none'],
    ['{ covered = false, items = ["a fix"] }', 'covered no; items a fix'],
    ['["emergency-call", "demo"]', 'emergency-call, demo'],
    ['[\n  "one",\n  "two",\n]', 'one, two'],
    ['{ mon-fri = ["08:00-18:00"] }', 'mon-fri 08:00-18:00'],
    [
      '{ mon-fri = ["08:00-12:00", "13:00-18:00"], sat = ["09:00-12:00"] }',
      'mon-fri 08:00-12:00, 13:00-18:00; sat 09:00-12:00',
    ],
    [
      '[\n  { name = "Neujahr", on = "01-01" },\n  { name = "Einheit", on = "10-03", since = 1990 },\n]',
      'Neujahr, on 01-01; Einheit, on 10-03, since 1990',
    ],
    [
      '[\n  { fact = "plan", is-not = ["emergency-call", "demo"] },\n  { fact = "contract", is = ["none"] },\n]',
      'plan is not emergency-call, demo; and contract is none',
    ],
    ['A text, with [brackets] in it', 'A text, with [brackets] in it'],
  ])('%s', (text, said) => {
    expect(valueWords(text)).toBe(said);
  });
});

describe('a key in words', () => {
  it('is said as people say it', () => {
    expect(['calendar', 'target', 'only-in'].map(keyWord)).toEqual(['counted in', 'target', 'only in']);
  });

  it('has a hint where its form is not plain', () => {
    expect(keyHint('clocks.a.targets.b', 'target')).toContain('4 h');
    expect(keyHint('calendars.a.zone', 'name')).toContain('Europe/Berlin');
    expect(keyHint('plans.a', 'name')).toBe('');
  });
});

describe('the values beside a row', () => {
  const value = (key: string, text: string, before: string | null = null) => ({ key, text, before });
  const row: PolicyRow = {
    path: 'statements.a',
    section: 'statements',
    name: 'No holidays.',
    values: [],
    basis: 'stated',
    basis_before: '',
    clause: '',
    note: '',
  };

  it('leave out its name and its topic', () => {
    const values = [value('topic', 'clock'), value('text', 'No holidays.'), value('hours', '4')];
    expect(valuesBeside({ ...row, values }).map(({ key }) => key)).toEqual(['hours']);
  });

  it('show a name that the user changed', () => {
    const values = [value('text', 'No holidays.', 'Some holidays.')];
    expect(valuesBeside({ ...row, values })).toHaveLength(1);
  });
});
