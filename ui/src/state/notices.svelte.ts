import type { ErrorView } from '@/api/bindings/ErrorView';
import { type ErrorShown, shown } from './errors';

export interface Notice extends ErrorShown {
  id: number;
  /** Tries again what failed; `null` when that makes no sense. */
  again: (() => void) | null;
}

/** What the window has to say outside of its screens: one line each, the newest last, at most three. */
class Notices {
  list = $state<Notice[]>([]);
  /** What changed, for those who listen to the screen. */
  spoken = $state('');
  private nextId = 1;

  /** Shows an error. The same words are not shown twice. */
  showError(error: ErrorView, again: (() => void) | null = null): void {
    this.add(shown(error), again);
  }

  /** Shows something that happened and that nobody has to mend. */
  tell(title: string, message: string): void {
    this.add({ severity: 'notice', title, message, hint: '', action: 'none' }, null);
  }

  private add(words: ErrorShown, again: (() => void) | null): void {
    const notice = { ...words, id: this.nextId, again };
    this.nextId += 1;
    const others = this.list.filter(({ message }) => message !== notice.message);
    this.list = [...others, notice].slice(-3);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  /** Takes away what says the same as something that is shown for longer. */
  dismissSaying(message: string): void {
    this.list = this.list.filter((notice) => notice.message !== message);
  }

  /** Says a sentence to those who listen to the screen. */
  say(sentence: string): void {
    this.spoken = sentence;
  }
}

export const notices = new Notices();
