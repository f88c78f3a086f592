import type { BoardView } from '@/api/bindings/BoardView';
import { asDeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { notices } from './notices.svelte';

/** The board. */
class Board {
  value = $state<BoardView | null>(null);

  async refresh(): Promise<void> {
    try {
      this.value = await desk.board();
    } catch (thrown) {
      notices.showError(asDeskError(thrown), () => void this.refresh());
    }
  }
}

export const board = new Board();
