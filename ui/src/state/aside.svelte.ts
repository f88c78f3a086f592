import type { AsideView } from '@/api/bindings/AsideView';
import { asDeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { notices } from './notices.svelte';

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
}

export const aside = new Aside();
