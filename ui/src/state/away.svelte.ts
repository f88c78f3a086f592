import { SvelteSet } from 'svelte/reactivity';
import type { AwayHand } from '@/api/bindings/AwayHand';
import type { AwayHandOver } from '@/api/bindings/AwayHandOver';
import type { AwayNotes } from '@/api/bindings/AwayNotes';
import type { AwayPosted } from '@/api/bindings/AwayPosted';
import type { AwayRequest } from '@/api/bindings/AwayRequest';
import type { AwayRow } from '@/api/bindings/AwayRow';
import type { AwayView } from '@/api/bindings/AwayView';
import { asDeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { type ErrorShown, shown } from './errors';
import { notices } from './notices.svelte';

/** The times as they are typed. */
export interface AwayForm {
  from: string;
  to: string;
  /** Minutes for a ticket; empty makes no guess. */
  each: string;
  everyone: boolean;
}

const usual: AwayForm = { from: 'now', to: '+8h', each: '', everyone: false };
/** The setting in which the last form is kept. */
const SETTING = 'away';

/** To whom a ticket goes: nobody, the whole team, or a colleague by name. */
export const KEEP = '';
export const TEAM = '*';

/** A time away: the plan, and what is handed over. Only `post` writes anything. */
export class Away {
  form = $state<AwayForm>({ ...usual });
  view = $state.raw<AwayView | null>(null);
  error = $state.raw<ErrorShown | null>(null);
  busy = $state(false);
  /** What the user chose, by ticket; it lies over the proposal. */
  chosen = $state<Record<string, string>>({});
  /** The notes that are looked at before they are posted. */
  notes = $state.raw<AwayNotes | null>(null);
  /** Whether the tickets are assigned too. */
  assign = $state(false);
  posting = $state(false);
  posted = $state.raw<AwayPosted | null>(null);
  /** Tickets whose notes are in the outbox. */
  private readonly handed = new SvelteSet<string>();
  private loaded = false;
  private asked = 0;

  /** Comes to the screen: the last times, or now and eight hours. */
  async enter(): Promise<void> {
    if (!this.loaded) {
      this.loaded = true;
      this.form = { ...usual, ...(await kept()) };
    }
    await this.plan(false);
    // The last time may be over; it is no mistake of today.
    if (this.error !== null && this.view === null) {
      this.form = { ...usual, each: this.form.each, everyone: this.form.everyone };
      await this.plan(false);
    }
  }

  /** Plans for the times in the form, and remembers them. */
  async plan(remember = true): Promise<void> {
    const { from, to, each, everyone } = this.form;
    const minutes = Number.parseInt(each, 10);
    const each_min = Number.isNaN(minutes) || minutes <= 0 ? null : minutes;
    const answered = await this.ask({ from, to, each_min, everyone });
    if (answered && remember) await this.remember();
  }

  /** The same plan with what is known now. Times that were typed are not read anew: 14:00 would become tomorrow's. */
  async refresh(): Promise<void> {
    if (this.view === null || this.busy) return;
    const { from, to, fit } = this.view;
    const everyone = this.form.everyone;
    await this.ask({ from: utc(from), to: utc(to), each_min: fit?.each_min ?? null, everyone });
  }

  /** To whom a ticket goes: what the user chose, or else the proposal for what cannot be done before. */
  handOf(row: AwayRow): string {
    const { key } = row.row;
    const chosen = this.chosen[key];
    if (chosen !== undefined) return chosen;
    return row.done_at === null && !this.handed.has(key) ? row.proposal : KEEP;
  }

  choose(key: string, to: string): void {
    this.chosen[key] = to;
  }

  wasHanded(key: string): boolean {
    return this.handed.has(key);
  }

  /** What is handed over now. */
  handOver(): AwayHandOver | null {
    if (this.view === null) return null;
    const { from, to, rows } = this.view;
    const hand = rows.flatMap((row): AwayHand[] => {
      const name = this.handOf(row);
      return name === KEEP ? [] : [{ key: row.row.key, to: name === TEAM ? '' : name }];
    });
    return { from, to, hand };
  }

  /** Writes the notes for looking at. Nothing is sent. */
  async preview(): Promise<void> {
    const handOver = this.handOver();
    if (handOver === null) return;
    this.posted = null;
    try {
      this.notes = await desk.awayNotes(handOver);
    } catch (thrown) {
      notices.showError(asDeskError(thrown), () => void this.preview());
    }
  }

  /** Puts the notes that are looked at into the outbox, each once. */
  async post(): Promise<void> {
    if (this.view === null || this.notes === null || this.posting) return;
    this.posting = true;
    const { from, to } = this.view;
    const hand = this.notes.notes.flatMap((note) => note.tickets.map(({ key }) => ({ key, to: note.to })));
    try {
      const posted = await desk.postAway({ from, to, hand }, this.assign);
      for (const key of posted.done) {
        this.handed.add(key);
        this.chosen[key] = KEEP;
      }
      this.posted = posted;
      this.notes = null;
    } catch (thrown) {
      notices.showError(asDeskError(thrown));
    } finally {
      this.posting = false;
    }
    await this.refresh();
  }

  private async ask(request: AwayRequest): Promise<boolean> {
    this.asked += 1;
    const asked = this.asked;
    this.busy = true;
    try {
      const view = await desk.away(request);
      if (asked !== this.asked) return false;
      this.view = view;
      this.error = null;
      return true;
    } catch (thrown) {
      if (asked === this.asked) {
        this.error = shown(asDeskError(thrown));
        this.view = null;
      }
      return false;
    } finally {
      if (asked === this.asked) this.busy = false;
    }
  }

  private async remember(): Promise<void> {
    try {
      await desk.setSetting(SETTING, JSON.stringify(this.form));
    } catch (thrown) {
      notices.showError(asDeskError(thrown));
    }
  }
}

/** The last form. One that cannot be read is none. */
async function kept(): Promise<Partial<AwayForm>> {
  try {
    const { [SETTING]: text } = await desk.settings();
    const read: unknown = JSON.parse(text ?? '{}');
    if (typeof read !== 'object' || read === null) return {};
    const fields = Object.entries(read).filter(
      ([name, value]) => name in usual && typeof value === typeof usual[name as keyof AwayForm],
    );
    return Object.fromEntries(fields) as Partial<AwayForm>;
  } catch {
    return {};
  }
}

function utc(at: number): string {
  return new Date(at * 1_000).toISOString().replace('.000', '');
}

export const away = new Away();
