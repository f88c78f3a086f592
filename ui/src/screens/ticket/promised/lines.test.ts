import { describe, expect, it } from 'vitest';
import type { AllowanceView } from '@/api/bindings/AllowanceView';
import type { ChargeView } from '@/api/bindings/ChargeView';
import type { GroundView } from '@/api/bindings/GroundView';
import type { IntakeView } from '@/api/bindings/IntakeView';
import type { RulingView } from '@/api/bindings/RulingView';
import type { VersionView } from '@/api/bindings/VersionView';
import { allowanceLine, chargeLine, checklistLines, rulingLine, sourceOf, tipOf, versionLines } from './lines';

const row: GroundView = {
  text: 'Calls are taken.',
  basis: 'reading',
  clause: 'Phone support',
  note: 'One column is empty.',
};
const ruling: RulingView = { question: 'phone', answer: 'yes', text: 'Calls are taken.', ask: [], because: [row] };

describe('the answer to a question', () => {
  it.each([
    ['yes', 'yes', 'yes'],
    ['limited', 'limited', 'limited'],
    ['no', 'no', 'no'],
    ['unknown', 'unknown', 'unknown'],
    ['unpublished', 'silent', 'not published'],
  ] as const)('%s has the sign %s and the word %s', (answer, sign, word) => {
    expect(rulingLine({ ...ruling, answer })).toMatchObject({ sign, word, label: 'Call', basis: 'reading' });
  });

  it('shows what to ask for instead of a sentence, and the sentence on hover', () => {
    const text = 'Not known yet whether the customer may call: ask for the plan.';
    const line = rulingLine({ ...ruling, answer: 'unknown', text, ask: ['the plan'] });
    expect(line.text).toBe('ask for the plan');
    expect(line.tip).toEqual([text, 'Calls are taken.', 'reading: Phone support', 'One column is empty.']);
  });

  it('names a question that it does not know by its own words', () => {
    expect(rulingLine({ ...ruling, question: 'tea-time' }).label).toBe('Tea time');
  });

  it('does not call a clause that publishes nothing a clause of none', () => {
    expect(sourceOf({ ...row, basis: 'none' })[0]).toBe('not published: Phone support');
  });

  it('says each line once', () => {
    expect(tipOf(row.text, [row, row])).toEqual(['Calls are taken.', 'reading: Phone support', 'One column is empty.']);
  });
});

const version: VersionView = {
  product: 'OEE',
  version: '3.81.2',
  has_releases: true,
  phase: 'Active',
  since: '2024-03-01',
  until: null,
  at_least: false,
  not_before: '2029-03-01',
  next: null,
  rulings: [{ ...ruling, question: 'version-supported' }],
  because: [row],
};

describe('the life of a version', () => {
  it('tells the phase with its days', () => {
    const [phase, supported] = versionLines(version);
    expect(phase).toMatchObject({ word: 'Active', sign: 'yes', text: 'since 2024-03-01, at least until 2029-03-01' });
    expect(phase?.tip[0]).toBe('Active since 2024-03-01, at least until 2029-03-01');
    expect(supported).toMatchObject({ label: 'Supported', word: 'yes' });
  });

  it('tells what comes next, and by when it is announced', () => {
    const next = { name: 'Limited', on: '2029-03-01', announced_by: '2028-12-01', because: [row] };
    expect(versionLines({ ...version, next })[1]).toMatchObject({
      label: 'Next',
      word: 'Limited',
      text: 'on 2029-03-01, announced by 2028-12-01',
    });
  });

  it('tells once that nothing is known', () => {
    const unknown: RulingView = {
      ...ruling,
      answer: 'unknown',
      text: 'No releases.',
      ask: ['the releases'],
      because: [],
    };
    const lines = versionLines({
      ...version,
      phase: '',
      rulings: [unknown, { ...unknown, question: 'version-fixes' }],
    });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ label: 'Life cycle', word: 'unknown', text: 'ask for the releases' });
    expect(lines[0]?.tip).toEqual(['No releases.', 'Ask for the releases.']);
  });

  it('keeps answers apart that differ', () => {
    const lines = versionLines({
      ...version,
      phase: '',
      rulings: [ruling, { ...ruling, question: 'version-fixes', answer: 'no' }],
    });
    expect(lines.map(({ word }) => word)).toEqual(['yes', 'no']);
  });
});

describe('an allowance', () => {
  const allowance: AllowanceView = {
    row: 'allowances.tickets',
    what: 'named-contacts',
    standing: 'left',
    used: 21,
    left: 19,
    total: 40,
    period: ['2026-01-14', '2027-01-13'],
    text: '21 of 40 are used.',
    ask: [],
    because: [row],
  };
  it.each([
    [{}, 'yes', '19 left'],
    [{ ask: ['the tickets of the year before'] }, 'limited', '19 left or more'],
    [{ standing: 'used-up' }, 'no', 'all used'],
    [{ standing: 'over' }, 'no', 'used up and over'],
    [{ standing: 'unlimited' }, 'yes', 'no limit'],
    [{ standing: 'not-granted' }, 'no', 'none'],
    [{ standing: 'unknown', ask: ['the plan'] }, 'unknown', 'unknown'],
  ] as [Partial<AllowanceView>, string, string][])('%o has the sign %s and the word %s', (change, sign, word) => {
    expect(allowanceLine({ ...allowance, ...change })).toMatchObject({ sign, word, label: 'Named contacts' });
  });

  it('counts, and says what to ask for where it cannot', () => {
    expect(allowanceLine(allowance).text).toBe('21 of 40 used, 2026-01-14 to 2027-01-13');
    expect(allowanceLine(allowance).tip[0]).toBe('21 of 40 are used. 2026-01-14 to 2027-01-13');
    expect(allowanceLine({ ...allowance, standing: 'unknown', ask: ['the plan'] }).text).toBe('ask for the plan');
  });
});

describe('the checklist', () => {
  const intake: IntakeView = {
    row: 'intake.product',
    need: 'mandatory',
    ask: [],
    items: [
      { name: 'the product', state: 'given', value: 'OEE' },
      { name: 'the version', state: 'to-ask-for', value: '' },
      { name: 'the steps', state: 'cannot-tell', value: '' },
    ],
    ground: row,
  };
  it('shows what is given, what to ask for, and what to read', () => {
    const lines = checklistLines(intake).map(({ sign, label, word }) => [sign, label, word]);
    expect(lines).toEqual([
      ['yes', 'the product', 'OEE'],
      ['unknown', 'the version', 'to ask for'],
      ['silent', 'the steps', 'read the ticket'],
    ]);
  });

  it('does not call a condition missing', () => {
    const [, second, third] = checklistLines({ ...intake, need: 'condition' });
    expect([second?.sign, second?.word, third?.word]).toEqual(['silent', '', '']);
  });

  it('says what has to be known before a row is for the ticket', () => {
    expect(checklistLines({ ...intake, ask: ['the plan'] })[0]?.tip[1]).toContain('ask for the plan');
  });
});

describe('a charge', () => {
  const charge: ChargeView = {
    service: 'after-hours',
    known: 'known',
    total: '350.00 USD',
    for_an_hour: true,
    text: 'It costs 350.00 USD.',
    ask: [],
    lines: [{ certain: 'due', amount: '350.00 USD', billed_s: 3600, article: '', ground: row }],
    because: [],
  };
  const [line] = charge.lines as [ChargeView['lines'][number]];
  it.each([
    [{}, 'yes', '350.00 USD for an hour now'],
    [{ total: 'free', for_an_hour: false }, 'yes', 'free'],
    [{ known: 'conflict' }, 'limited', 'contradictory'],
    [{ known: 'unknown', ask: ['the list price'] }, 'unknown', 'unknown'],
    [{ known: 'unpublished' }, 'silent', 'not published'],
    [{ known: 'unpublished', lines: [{ ...line, certain: 'by-contract' }] }, 'silent', 'by contract'],
    [{ known: 'not-mentioned', lines: [] }, 'silent', 'no price named'],
  ] as [Partial<ChargeView>, string, string][])('%o has the sign %s and the words %s', (change, sign, word) => {
    expect(chargeLine({ ...charge, ...change })).toMatchObject({ sign, word, label: 'After hours' });
  });

  it('names amount, article, clause and note of each part', () => {
    const lines = [{ ...line, certain: 'unpublished' as const, amount: null, article: 'RWC001' }];
    expect(chargeLine({ ...charge, known: 'unpublished', text: 'No price.', lines }).tip).toEqual([
      'No price.',
      'not published, article RWC001: Calls are taken.',
      'reading: Phone support',
      'One column is empty.',
    ]);
  });
});
