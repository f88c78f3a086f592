import type { MappingView } from '@/api/bindings/MappingView';
import { asDeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { type ErrorShown, shown } from './errors';

/** The mapping of one account while it is edited. */
export class MappingEdit {
  value = $state<MappingView | null>(null);
  error = $state<ErrorShown | null>(null);
  busy = $state(false);
  saved = $state(false);
  private before = $state('');
  private readonly account: string;

  constructor(account: string) {
    this.account = account;
  }

  /** Whether something differs from what the desk has. */
  get changed(): boolean {
    return this.value !== null && JSON.stringify(this.value) !== this.before;
  }

  async load(): Promise<void> {
    await this.attempt(() => desk.mapping(this.account));
  }

  async save(): Promise<void> {
    const { value } = this;
    if (value === null) return;
    await this.attempt(() => desk.saveMapping($state.snapshot(value)));
    this.saved = this.error === null;
  }

  /** Throws away what was changed since it was last saved. */
  revert(): void {
    if (this.before !== '') this.value = JSON.parse(this.before) as MappingView;
  }

  private async attempt(work: () => Promise<MappingView>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      const value = await work();
      this.before = JSON.stringify(value);
      this.value = value;
      this.error = null;
    } catch (thrown) {
      this.error = shown(asDeskError(thrown));
    } finally {
      this.busy = false;
    }
  }
}
