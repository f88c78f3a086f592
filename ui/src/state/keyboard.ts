import { type Action, type KeyEntry, keymap } from './keymap';

/** The second key of two has to follow within this time. */
const SEQUENCE_MS = 900;

export interface Stroke {
  key: string;
  /** Ctrl, Alt or the system key is held: such keys belong to the system. */
  modified: boolean;
  /** Where the focus is: in a field, on a control that Enter works, inside the ticket pane, or elsewhere. */
  focus: 'field' | 'control' | 'pane' | 'page';
  /** Milliseconds of any steady counter. */
  at: number;
}

/** Turns key strokes into actions. Knows of two keys in a row; reads no clock. */
export class Keyboard {
  private readonly table: KeyEntry[];
  private first: { key: string; at: number } | null = null;

  constructor(table: KeyEntry[] = keymap) {
    this.table = table;
  }

  feed(stroke: Stroke): Action | null {
    if (stroke.modified) return null;
    if (stroke.focus === 'field') return stroke.key === 'Escape' ? 'back' : null;
    if (stroke.focus === 'control' && stroke.key === 'Enter') return null;
    const waiting = this.first !== null && stroke.at - this.first.at <= SEQUENCE_MS ? this.first.key : null;
    this.first = null;
    const pair = waiting === null ? undefined : this.find(`${waiting} ${stroke.key}`, stroke);
    if (pair !== undefined) return pair.action;
    if (this.table.some(({ keys }) => keys.some((key) => key.startsWith(`${stroke.key} `)))) {
      this.first = { key: stroke.key, at: stroke.at };
      return null;
    }
    return this.find(stroke.key, stroke)?.action ?? null;
  }

  private find(key: string, { focus }: Stroke): KeyEntry | undefined {
    return this.table.find(({ keys, listOnly }) => keys.includes(key) && !(listOnly === true && focus === 'pane'));
  }
}

type Handlers = Partial<Record<Action, () => void>>;

/** What the screens on show do for an action. The one that came last is asked first. */
class Actions {
  private stack: Handlers[] = [];

  /** Takes the actions of a screen until the returned function is called. */
  provide(handlers: Handlers): () => void {
    this.stack = [...this.stack, handlers];
    return () => {
      this.stack = this.stack.filter((other) => other !== handlers);
    };
  }

  /** Carries out an action; tells whether anybody did. */
  run(action: Action): boolean {
    const handler = this.stack.findLast((handlers) => handlers[action] !== undefined)?.[action];
    handler?.();
    return handler !== undefined;
  }
}

export const actions = new Actions();
