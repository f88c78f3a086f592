import type { Checked } from '@/api/bindings/Checked';

const names: Record<string, string> = {
  integrity: 'Bytes of the file',
  recomputed: 'Answer, worked out again',
  portal: 'Events at the portal',
};

/** What a check is called. */
export function checkName(name: string): string {
  return names[name] ?? name.replaceAll('-', ' ');
}

/** What came of a check, in a word or two. */
export const resultWords: Record<Checked, string> = {
  same: 'the same',
  different: 'different',
  'not-possible': 'not possible',
  'not-done': 'not done',
};
