import type { SessionEndView } from '@/api/bindings/SessionEndView';
import { asDeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { notices } from './notices.svelte';
import { sessionLog } from './sessionLog.svelte';

/** How remote sessions ended. Trouble is told where the user looks: in the dialog that started it, or else in a line. */
class Sessions {
  ends = $state<SessionEndView[]>([]);
  /** Whether the dialog that is open tells of this end by itself. */
  isWatched: (end: SessionEndView) => boolean = () => false;

  /** Some session has ended. */
  async heard(): Promise<void> {
    try {
      const ends = await desk.sessionEnds();
      this.ends = [...this.ends, ...ends].slice(-20);
      for (const end of ends) if (!this.isWatched(end)) this.tell(end);
      await sessionLog.refresh();
    } catch (thrown) {
      notices.showError(asDeskError(thrown));
    }
  }

  /** The end of a session, once it has come. */
  endOf(session: number | null): SessionEndView | undefined {
    return this.ends.find((end) => end.session === session);
  }

  private tell(end: SessionEndView): void {
    if (end.error !== null) notices.showError(end.error);
    else notices.say('A remote session has ended. Write what came of it under Sessions.');
  }
}

export const sessions = new Sessions();
