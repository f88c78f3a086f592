import type { AsideView } from '@/api/bindings/AsideView';
import { asDeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { notices } from './notices.svelte';

/** The change that was made here and cannot be read, where it is none of a portal's records. */
export function operationOf(id: string): string | null {
  const prefix = 'operation ';
  return id.startsWith(prefix) ? id.slice(prefix.length) : null;
}

/** The tickets that were kept aside. */
class Aside {
  list = $state<AsideView[] | null>(null);

  async refresh(): Promise<void> {
    try {
      this.list = await desk.aside();
    } catch (thrown) {
      notices.showError(asDeskError(thrown), () => void this.refresh());
    }
  }

  /** Takes a change back that cannot be read, so that it holds nothing back. */
  async discard(operation: string): Promise<void> {
    try {
      await desk.discardUnreadable(operation);
    } catch (thrown) {
      notices.showError(asDeskError(thrown));
    }
    await this.refresh();
  }
}

export const aside = new Aside();
