import type { AllowanceView } from '@/api/bindings/AllowanceView';
import type { ChargeLineView } from '@/api/bindings/ChargeLineView';
import type { ChargeView } from '@/api/bindings/ChargeView';
import type { GroundView } from '@/api/bindings/GroundView';
import type { IntakeView } from '@/api/bindings/IntakeView';
import type { RulingView } from '@/api/bindings/RulingView';
import type { Verdict } from '@/api/bindings/Verdict';
import type { VersionView } from '@/api/bindings/VersionView';

/** The shape before an answer; a word stands beside it always. */
export type Sign = 'yes' | 'limited' | 'no' | 'unknown' | 'silent';

/** One answer in one line. */
export interface Line {
  key: string;
  sign: Sign;
  /** What was asked. */
  label: string;
  /** The answer in a word or two. */
  word: string;
  /** The answer in a sentence. */
  text: string;
  /** Where the answer comes from; empty for a rule of our own. */
  basis: string;
  /** What is shown on hover and focus: the sentence, then clause, basis and note of each row behind it. */
  tip: string[];
}

const signs: Record<Verdict, Sign> = {
  yes: 'yes',
  limited: 'limited',
  no: 'no',
  unknown: 'unknown',
  unpublished: 'silent',
};
const verdictWords: Record<Verdict, string> = {
  yes: 'yes',
  limited: 'limited',
  no: 'no',
  unknown: 'unknown',
  unpublished: 'not published',
};

const questions: Record<string, string> = {
  'open-ticket': 'Open a ticket',
  phone: 'Call',
  portal: 'Use the portal',
  email: 'Write mail',
  'after-hours': 'After hours',
  emergency: 'Emergency',
  'remote-help': 'Remote help',
  'on-site': 'Visit',
  fix: 'Fix',
  updates: 'Updates',
  'installation-help': 'Installation help',
  'feature-request': 'Wishes',
  'priority-handling': 'Priority',
  'account-manager': 'Account manager',
  'version-supported': 'Supported',
  'version-fixes': 'Fixes',
  'version-phone': 'Calls',
};

const services: Record<string, string> = {
  'after-hours': 'After hours',
  'remote-help': 'Remote help',
  'on-site': 'Visit',
  'extra-ticket': 'Extra ticket',
  'feature-request': 'Wish',
  'test-case': 'Test case',
  plan: 'Plan, a year',
};

/** A name that is not in a table, as words: `named-contacts` as `Named contacts`. */
function words(name: string): string {
  const text = name.replaceAll('-', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Where a row comes from: basis and clause in one line, the note in the next. */
export function sourceOf({ basis, clause, note }: GroundView): string[] {
  const word = basis === 'none' ? 'not published' : basis;
  return [[word, clause].filter(Boolean).join(': '), note].filter(Boolean);
}

/** The sentence and every row behind it, each line once. */
export function tipOf(text: string, because: GroundView[], ask: string[] = []): string[] {
  const rows = because.flatMap((row) => [row.text, ...sourceOf(row)]);
  return [...new Set([text, ...asked(ask), ...rows].filter(Boolean))];
}

function asked(ask: string[]): string[] {
  return ask.length === 0 ? [] : [`Ask for ${ask.join('; ')}.`];
}

const basisOf = (because: GroundView[]): string => because[0]?.basis ?? '';

/** The answer to one question. */
export function rulingLine({ question, answer, text, ask, because }: RulingView): Line {
  return {
    key: question,
    sign: signs[answer],
    label: questions[question] ?? words(question),
    word: verdictWords[answer],
    text: ask.length > 0 ? `ask for ${ask.join('; ')}` : text,
    basis: basisOf(because),
    tip: tipOf(text, because, text.includes('ask for') ? [] : ask),
  };
}

/** The life of a version: its phase, what comes next, and what follows. Equal answers are told once. */
export function versionLines(version: VersionView): Line[] {
  const lines = version.rulings.map(rulingLine);
  const [first] = lines;
  if (version.phase === '') {
    const same = lines.every(({ word, text }) => word === first?.word && text === first.text);
    return first !== undefined && same ? [{ ...first, label: 'Life cycle' }] : lines;
  }
  const days = [
    version.since === null ? '' : `since ${version.since}`,
    version.until === null ? '' : `${version.at_least ? 'at least ' : ''}until ${version.until}`,
    version.not_before === null ? '' : `at least until ${version.not_before}`,
  ];
  const lasts = days.filter(Boolean).join(', ');
  const phase: Line = {
    key: 'phase',
    sign: first?.sign ?? 'silent',
    label: 'Phase',
    word: version.phase,
    text: lasts,
    basis: basisOf(version.because),
    tip: tipOf(`${version.phase} ${lasts}`, version.because),
  };
  const { next } = version;
  if (next === null) return [phase, ...lines];
  const announced = next.announced_by === null ? '' : `, announced by ${next.announced_by}`;
  const when = `on ${next.on}${announced}`;
  const coming: Line = {
    key: 'next',
    sign: 'silent',
    label: 'Next',
    word: next.name,
    text: when,
    basis: basisOf(next.because),
    tip: tipOf(`${next.name} ${when}`, next.because),
  };
  return [phase, coming, ...lines];
}

/** How much of something is left. */
export function allowanceLine(row: AllowanceView): Line {
  const [sign, word] = standing(row);
  const counted = row.used === null || row.total === null ? '' : `${row.used} of ${row.total} used`;
  const period = row.period === null ? '' : `${row.period[0]} to ${row.period[1]}`;
  const text =
    row.standing === 'unknown'
      ? `ask for ${row.ask.join('; ')}`
      : [counted, period].filter(Boolean).join(', ') || row.text;
  return {
    key: row.row,
    sign,
    label: words(row.what),
    word,
    text,
    basis: basisOf(row.because),
    tip: tipOf([row.text, period].filter(Boolean).join(' '), row.because),
  };
}

function standing(row: AllowanceView): [Sign, string] {
  switch (row.standing) {
    case 'left':
      return row.ask.length > 0 ? ['limited', `${row.left} left or more`] : ['yes', `${row.left} left`];
    case 'used-up':
      return ['no', 'all used'];
    case 'over':
      return ['no', 'used up and over'];
    case 'unlimited':
      return ['yes', 'no limit'];
    case 'not-granted':
      return ['no', 'none'];
    case 'unknown':
      return ['unknown', 'unknown'];
  }
}

const states = {
  given: ['yes', 'given'],
  'to-ask-for': ['unknown', 'to ask for'],
  'cannot-tell': ['silent', 'read the ticket'],
} as const;

/** Each thing that a row of the checklist asks for. */
export function checklistLines({ row, need, ask, items, ground }: IntakeView): Line[] {
  const only = ask.length > 0 ? [`Whether this row is for the ticket is not known: ask for ${ask.join('; ')}.`] : [];
  return items.map(({ name, state, value }) => {
    const [sign, word] = need === 'mandatory' || state === 'given' ? states[state] : (['silent', ''] as const);
    const tip = [...new Set([name, ...only, ground.text, ...sourceOf(ground)])];
    return {
      key: row + name,
      sign,
      label: name,
      word: value === '' ? word : value,
      text: '',
      basis: ground.basis,
      tip,
    };
  });
}

/** What a service costs. */
export function chargeLine(row: ChargeView): Line {
  const grounds = [...row.lines.map(({ ground }) => ground), ...row.because];
  const parts = row.lines.flatMap((line) => [`${partWord(line)}: ${line.ground.text}`, ...sourceOf(line.ground)]);
  const rest = row.because.flatMap((ground) => [ground.text, ...sourceOf(ground)]);
  const [sign, word] = price(row);
  return {
    key: row.service,
    sign,
    label: services[row.service] ?? words(row.service),
    word,
    text: grounds[0]?.text ?? row.text,
    basis: basisOf(grounds),
    tip: [...new Set([row.known === 'unknown' ? `Ask for ${row.ask.join('; ')}.` : row.text, ...parts, ...rest])],
  };
}

function price(row: ChargeView): [Sign, string] {
  switch (row.known) {
    case 'known':
      return ['yes', `${row.total ?? 'free'}${row.for_an_hour ? ' for an hour now' : ''}`];
    case 'conflict':
      return ['limited', 'contradictory'];
    case 'unknown':
      return ['unknown', 'unknown'];
    case 'unpublished': {
      const byContract = row.lines.every(({ certain }) => certain === 'by-contract');
      return ['silent', byContract ? 'by contract' : 'not published'];
    }
    case 'not-mentioned':
      return ['silent', 'no price named'];
  }
}

const certainWords: Record<ChargeLineView['certain'], string> = {
  due: 'due',
  possible: 'possible',
  conflicting: 'contradicted',
  unpublished: 'not published',
  'by-contract': 'by contract',
  missing: 'unknown',
};

function partWord({ certain, amount, article }: ChargeLineView): string {
  const word =
    amount === null || certain !== 'due' ? [certainWords[certain], amount].filter(Boolean).join(', ') : amount;
  return article === '' ? word : `${word}, article ${article}`;
}
