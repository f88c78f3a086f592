import type { MailPicture } from '@/api/bindings/MailPicture';
import type { MailTarget } from '@/api/bindings/MailTarget';
import { asDeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { notices } from './notices.svelte';

/** A link that is being asked about. */
export interface AskedLink {
  key: string;
  event: string;
  link: number;
  target: MailTarget;
}

/** What the user asked of messages: links to open and pictures to load. */
export class Mail {
  /** The link of the confirmation that is open. */
  asked = $state.raw<AskedLink | null>(null);
  /** Pictures by message; `null` while they are on their way. They are forgotten with the window. */
  private pictures = $state.raw<Record<string, MailPicture[] | null>>({});

  /** What was loaded for a message: `undefined` when nobody asked. */
  loaded(key: string, event: string): MailPicture[] | null | undefined {
    return this.pictures[`${key} ${event}`];
  }

  /** Fetches the remote pictures of one message, this once. */
  async load(key: string, event: string): Promise<void> {
    const name = `${key} ${event}`;
    this.pictures = { ...this.pictures, [name]: null };
    try {
      const loaded = await desk.mailPictures(key, event);
      this.pictures = { ...this.pictures, [name]: loaded };
    } catch (thrown) {
      this.pictures = Object.fromEntries(Object.entries(this.pictures).filter(([other]) => other !== name));
      notices.showError(asDeskError(thrown));
    }
  }

  /** Looks where a link leads. Nothing is opened before the user agrees. */
  async ask(key: string, event: string, link: number): Promise<void> {
    try {
      this.asked = { key, event, link, target: await desk.mailLink(key, event, link) };
    } catch (thrown) {
      notices.showError(asDeskError(thrown));
    }
  }

  /** Opens the link that was asked about. */
  async open(): Promise<void> {
    const { asked } = this;
    this.asked = null;
    if (asked === null || asked.target.address === '') return;
    try {
      await desk.openMailLink(asked.key, asked.event, asked.link, asked.target.address);
    } catch (thrown) {
      notices.showError(asDeskError(thrown));
    }
  }

  /** Shows a message in the layout that its sender gave it, in a window where nothing runs. */
  async showOriginal(key: string, event: string): Promise<void> {
    try {
      await desk.showOriginal(key, event);
    } catch (thrown) {
      notices.showError(asDeskError(thrown));
    }
  }
}

export const mail = new Mail();
