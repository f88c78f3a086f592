import type { Checked } from '@/api/bindings/Checked';

const names: Record<string, string> = {
  integrity: 'File unchanged',
  recomputed: 'Answer worked out again',
  portal: 'Compared with the portal',
};

/** What a check is called. */
export function checkName(name: string): string {
  return names[name] ?? name.replaceAll('-', ' ');
}

/** What came of a check, in a word or two. */
export const resultWords: Record<Checked, string> = {
  same: 'yes, the same',
  different: 'no, different',
  'not-possible': 'not possible',
  'not-done': 'not done',
};
