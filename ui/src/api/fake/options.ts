/** What the address of the development server asks for, as in `?rows=100000&phase=welcome&still=1`. */
export interface FakeOptions {
  rows: number;
  /** `ready`, `welcome`, `no-keyring`, `locked`, `broken`. */
  phase: string;
  /** No changes come in: for pictures. */
  still: boolean;
  offline: boolean;
  /** A portal no longer shows a good part of its tickets. */
  vanished: boolean;
  stale: boolean;
  syncing: boolean;
  /** Changes that already wait for the list. */
  waiting: number;
  theme: string;
  rowsSize: string;
  delayMs: number;
  /** Files of the user's policies are broken. */
  problems: boolean;
  /** Commands that fail, as in `what_if,policies`. */
  fails: string[];
}

/** Reads the options from a query string. */
export function fakeOptions(query: string): FakeOptions {
  const asked = new URLSearchParams(query);
  const has = (name: string) => asked.get(name) === '1';
  return {
    rows: Number(asked.get('rows') ?? 300),
    phase: asked.get('phase') ?? 'ready',
    still: has('still'),
    offline: has('offline'),
    vanished: has('vanished'),
    stale: has('stale'),
    syncing: has('syncing'),
    waiting: Number(asked.get('waiting') ?? 0),
    theme: asked.get('theme') ?? '',
    rowsSize: asked.get('size') ?? '',
    delayMs: Number(asked.get('delay') ?? 4),
    problems: has('problems'),
    fails: (asked.get('fails') ?? '').split(','),
  };
}
