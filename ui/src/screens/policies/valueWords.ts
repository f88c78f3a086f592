import type { PolicyRow } from '@/api/bindings/PolicyRow';
import type { PolicyValue } from '@/api/bindings/PolicyValue';

const words: Record<string, string> = {
  start: 'starts with',
  stop: 'stops with',
  'pause-on': 'paused by',
  calendar: 'counted in',
  weekly: 'open',
  lists: 'holiday lists',
  days: 'days',
  after: 'full after',
  'open-list': 'other tools too',
  definition: 'means',
  'since-call': 'since the call',
};

const hints: Record<string, string> = {
  target: 'as in 4 h or 1 h 30 min',
  after: 'as in 72 h',
  weight: 'all weights sum to 1',
  weekly: 'as in { mon-fri = ["08:00-18:00"] }',
  calendar: 'one of this policy',
  'pause-on': 'as in ["waiting-on-customer"]',
  lists: 'as in ["germany"]',
  severities: 'as in ["critical"]',
  plans: 'as in ["premium"]',
};

/** What a key is called beside its value. */
export function keyWord(key: string): string {
  return words[key] ?? key.replaceAll('-', ' ');
}

/** How a value is written, where that needs saying; else empty. */
export function keyHint(path: string, key: string): string {
  if (key === 'name' && path.endsWith('.zone')) return 'as in Europe/Berlin';
  return hints[key] ?? '';
}

/** The values to show beside a row: without the one that is its name already. */
export function valuesBeside(row: PolicyRow): PolicyValue[] {
  return row.values.filter(({ key, text, before }) => before !== null || (text !== row.name && key !== 'topic'));
}

/** A value as a reader wants it: without the brackets and quotes of a pack. */
export function valueWords(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  if (flat === 'true') return 'yes';
  if (flat === 'false') return 'no';
  if (flat === '[]') return 'none';
  if (/^\[ ?\{/.test(flat)) return listOfTables(flat);
  return /^[[{]/.test(flat) ? bare(flat.replace(/, (?=[\w-]+ = )/g, '; ')) : flat;
}

/** `[{ fact = "plan", is-not = ["demo"] }, …]` are conditions that all have to hold; others are a plain list. */
function listOfTables(text: string): string {
  const tables = [...text.matchAll(/\{([^{}]*)\}/g)].map(([, inside = '']) => inside.trim());
  if (tables.some((table) => !table.startsWith('fact = '))) {
    return tables.map((table) => bare(table.replace(/^name = /, ''))).join('; ');
  }
  const conditions = tables.map((table) => {
    const [, fact = '', test = '', values = ''] = /^fact = "([^"]*)", ([\w-]+) = (.*)$/.exec(table) ?? [];
    return fact === '' ? bare(table) : `${fact.replaceAll('-', ' ')} ${test.replaceAll('-', ' ')} ${bare(values)}`;
  });
  return conditions.join('; and ');
}

/** Without brackets, quotes and equal signs. */
function bare(text: string): string {
  return text
    .replace(/[[\]{}"]/g, '')
    .replace(/ = true\b/g, ' yes')
    .replace(/ = false\b/g, ' no')
    .replaceAll(' = ', ' ')
    .replace(/\s+/g, ' ')
    .replace(/,\s*$/, '')
    .trim();
}
