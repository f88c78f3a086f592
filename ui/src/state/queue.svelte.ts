import { SvelteMap } from 'svelte/reactivity';
import type { QueueCounts } from '@/api/bindings/QueueCounts';
import type { QueuePage } from '@/api/bindings/QueuePage';
import type { QueueRow } from '@/api/bindings/QueueRow';
import type { QueueView } from '@/api/bindings/QueueView';
import { asDeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { notices } from './notices.svelte';

/** Rows asked for at once. */
export const PAGE = 100;

/**
 * The queue on screen: one view at one revision. Pages are fetched when they are scrolled to. A newer revision is only
 * announced; it is applied when the user says so, or at once when nothing in this view moves.
 */
export class Queue {
  view = $state<QueueView>('all');
  search = $state('');
  total = $state(0);
  /** How many of them are solved: the last ones of a search. */
  solved = $state(0);
  /** A search found more than these. */
  more = $state(false);
  asOf = $state(0);
  /** Rows whose data are so old that they could have moved since. */
  doubtful = $state(0);
  /** Rows that are new, gone or moved in the newest revision; they wait for `apply`. */
  changes = $state(0);
  counts = $state<QueueCounts | null>(null);
  /** Whether the first page of this view has come. */
  ready = $state(false);
  selectedKey = $state<string | null>(null);
  selectedIndex = $state(-1);
  /** Grows whenever the selection was moved by hand. */
  moves = $state(0);
  /** Grows whenever the rows were put in another order. */
  shuffles = $state(0);

  private revision: number | null = null;
  private readonly pages = new SvelteMap<number, QueueRow[]>();
  private readonly pending = new Set<number>();
  /** Answers to questions of an earlier generation are dropped. */
  private generation = 0;
  private seen: [number, number] = [0, 40];
  private news = false;
  private reading = false;

  /** The row at this place, or nothing while its page is on the way. */
  rowAt(index: number): QueueRow | undefined {
    return this.pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** Tells which rows are drawn; fetches what is missing. */
  show(first: number, last: number): void {
    this.seen = [first, last];
    if (this.ready) for (const page of pagesOf(first, last)) void this.fetch(page);
  }

  async setView(view: QueueView): Promise<void> {
    if (view === this.view && this.ready) return;
    this.view = view;
    await this.startOver();
  }

  async setSearch(search: string): Promise<void> {
    if (search === this.search) return;
    this.search = search;
    await this.startOver();
  }

  /** Shows the newest revision: same place, same selection. */
  async apply(): Promise<void> {
    await this.load(this.seen);
  }

  /**
   * A newer revision exists: count what it would change here, or apply it if `atOnce`. News that come while one is
   * worked on are taken together.
   */
  async changed(atOnce = false): Promise<void> {
    this.news = true;
    if (this.reading) return;
    this.reading = true;
    while (this.news) {
      this.news = false;
      if (atOnce || !this.ready || this.total === 0) await this.load(this.seen);
      else await this.count();
    }
    this.reading = false;
  }

  select(index: number): void {
    this.moves += 1;
    this.point(index);
  }

  /** Moves the selection by so many rows. */
  move(by: number): void {
    this.select(this.selectedIndex + by);
  }

  private async count(): Promise<void> {
    const generation = this.generation;
    const page = await this.ask(this.revision, 0, 1);
    if (page === null || generation !== this.generation) return;
    this.counts = page.counts;
    this.doubtful = page.doubtful;
    if (page.revision !== page.newest) this.changes = page.changes;
    // The desk keeps two revisions; when ours is gone it cannot say how much differs.
    else if (page.revision !== this.revision) this.changes = Math.max(1, this.changes);
    if (this.changes === 0 && page.newest !== this.revision) await this.apply();
  }

  /** Selects a ticket that was found elsewhere; it need not be among the rows that were fetched. */
  selectKey(key: string): void {
    this.selectedKey = key;
    this.selectedIndex = -1;
    this.moves += 1;
    for (const [number, rows] of this.pages) {
      const at = rows.findIndex((row) => row.key === key);
      if (at >= 0) this.selectedIndex = number * PAGE + at;
    }
  }

  private point(index: number): void {
    if (this.total === 0) return;
    this.selectedIndex = Math.min(this.total - 1, Math.max(0, index));
    const row = this.rowAt(this.selectedIndex);
    if (row !== undefined) this.selectedKey = row.key;
    else void this.fetch(Math.floor(this.selectedIndex / PAGE));
  }

  private async startOver(): Promise<void> {
    this.seen = [0, 40];
    this.selectedIndex = -1;
    this.selectedKey = null;
    await this.load(this.seen);
  }

  /** Fetches the drawn pages of the newest revision and swaps them in together, so that nothing flickers. */
  private async load([first, last]: [number, number]): Promise<void> {
    this.generation += 1;
    const generation = this.generation;
    this.pending.clear();
    const fetched = new Map<number, QueuePage>();
    let revision: number | null = null;
    for (const number of pagesOf(first, last)) {
      const page = await this.ask(revision, number * PAGE, PAGE);
      if (page === null || generation !== this.generation) return;
      revision = page.revision;
      fetched.set(number, page);
    }
    this.swap(fetched);
  }

  private swap(fetched: Map<number, QueuePage>): void {
    const moved = this.ready && this.changes > 0;
    this.pages.clear();
    for (const [number, page] of fetched) this.take(number, page);
    this.ready = true;
    this.changes = 0;
    if (moved) this.shuffles += 1;
    this.reselect(
      [...fetched.values()].flatMap((page) => page.rows.map((row, at) => [page.offset + at, row] as const)),
    );
  }

  private reselect(rows: (readonly [number, QueueRow])[]): void {
    const found = rows.find(([, row]) => row.key === this.selectedKey);
    if (found !== undefined) [this.selectedIndex] = found;
    else if (this.selectedIndex < 0) this.point(0);
    else this.selectedIndex = Math.min(this.selectedIndex, this.total - 1);
  }

  private async fetch(number: number): Promise<void> {
    if (this.pages.has(number) || this.pending.has(number)) return;
    const generation = this.generation;
    this.pending.add(number);
    const page = await this.ask(this.revision, number * PAGE, PAGE);
    if (generation !== this.generation) return;
    this.pending.delete(number);
    if (page === null) return;
    if (page.revision !== this.revision) return this.load(this.seen);
    this.take(number, page);
    if (Math.floor(this.selectedIndex / PAGE) === number) this.point(this.selectedIndex);
  }

  private take(number: number, page: QueuePage): void {
    this.pages.set(number, page.rows);
    this.revision = page.revision;
    this.total = page.total;
    this.solved = page.solved;
    this.more = page.more;
    this.asOf = page.as_of;
    this.doubtful = page.doubtful;
    this.counts = page.counts;
  }

  private async ask(revision: number | null, offset: number, limit: number): Promise<QueuePage | null> {
    try {
      return await desk.queue({ view: this.view, search: this.search, revision, offset, limit });
    } catch (thrown) {
      notices.showError(asDeskError(thrown), () => void this.apply());
      return null;
    }
  }
}

function pagesOf(first: number, last: number): number[] {
  const from = Math.floor(first / PAGE);
  const to = Math.floor(Math.max(first, last - 1) / PAGE);
  return Array.from({ length: to - from + 1 }, (_, step) => from + step);
}

export const queue = new Queue();
