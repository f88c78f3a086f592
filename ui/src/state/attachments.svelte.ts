import { SvelteMap } from 'svelte/reactivity';
import type { AttachmentView } from '@/api/bindings/AttachmentView';
import { asDeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { notices } from './notices.svelte';

/** While a file comes, the list is read again no more often than this. */
const PAUSE_MS = 250;
/** So many pictures of a ticket are drawn by themselves. */
const MOST_PICTURES = 20;

/** The files that came with the messages of the ticket in the pane. */
export class Attachments {
  list = $state.raw<AttachmentView[]>([]);
  /** Pictures that are here, as addresses that show them. */
  readonly pictures = new SvelteMap<string, string>();
  private key: string | null = null;
  private asked = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Shows the files of a ticket. */
  async show(key: string): Promise<void> {
    if (key !== this.key) {
      this.key = key;
      this.list = [];
      this.pictures.clear();
    }
    await this.read();
  }

  /** A file came, or a part of one. */
  changed(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.read();
    }, PAUSE_MS);
  }

  /** Those of one message. */
  of(event: string): AttachmentView[] {
    return this.list.filter((one) => one.event === event);
  }

  /** Fetches a file. Why it does not come is told beside it. */
  async fetch(id: string): Promise<void> {
    const { key } = this;
    if (key === null) return;
    try {
      await desk.fetchAttachment(key, id);
    } catch (thrown) {
      const error = asDeskError(thrown);
      if (error.code === 'no-lease') notices.showError(error);
    }
    await this.read();
  }

  /** Saves a file that is here; nothing opens it. */
  async save(one: AttachmentView): Promise<void> {
    const { key } = this;
    if (key === null) return;
    try {
      const path = await desk.saveAttachment(key, one.id);
      notices.say(`Saved as ${path}. It is not encrypted there.`);
    } catch (thrown) {
      notices.showError(asDeskError(thrown));
    }
  }

  private async read(): Promise<void> {
    const { key } = this;
    if (key === null) return;
    this.asked += 1;
    const asked = this.asked;
    try {
      const list = await desk.attachments(key);
      if (asked !== this.asked || key !== this.key) return;
      this.list = list;
    } catch (thrown) {
      // A ticket that is gone is told by the pane.
      if (asDeskError(thrown).code !== 'unknown-ticket') notices.showError(asDeskError(thrown));
      return;
    }
    await this.draw(key);
  }

  private async draw(key: string): Promise<void> {
    const wanted = this.list.filter(({ id, picture }) => picture && !this.pictures.has(id));
    for (const { id } of wanted.slice(0, MOST_PICTURES - this.pictures.size)) {
      try {
        const address = await desk.picture(key, id);
        if (key !== this.key) return;
        this.pictures.set(id, address);
      } catch {
        // What cannot be drawn is a file like any other; it can be saved.
        this.pictures.set(id, '');
      }
    }
  }
}

export const attachments = new Attachments();
