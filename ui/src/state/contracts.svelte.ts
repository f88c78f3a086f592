import type { ContractLine } from '@/api/bindings/ContractLine';
import { asDeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { type ErrorShown, shown } from './errors';

/** Rows that are fetched at once. */
export const CONTRACTS_PAGE = 100;

/** What the screen of the contracts shows: the list, one contract, a new one, or a file to import. */
export type ContractsShown =
  { name: 'list' } | { name: 'new' } | { name: 'one'; line: ContractLine } | { name: 'import'; file: File };

/** The list of contracts, filtered and fetched in parts. */
export class Contracts {
  shown = $state<ContractsShown>({ name: 'list' });
  filter = $state('');
  rows = $state<ContractLine[] | null>(null);
  total = $state(0);
  all = $state(0);
  error = $state<ErrorShown | null>(null);
  /** What was done last, one sentence. */
  said = $state('');
  private asked = 0;

  /** Fetches the list from its start, as long as it is shown already. */
  async refresh(): Promise<void> {
    await this.fetch(0, Math.max(CONTRACTS_PAGE, this.rows?.length ?? 0));
  }

  async setFilter(filter: string): Promise<void> {
    this.filter = filter;
    await this.fetch(0, CONTRACTS_PAGE);
  }

  async more(): Promise<void> {
    await this.fetch(this.rows?.length ?? 0, CONTRACTS_PAGE);
  }

  show(shown: ContractsShown): void {
    this.said = '';
    this.shown = shown;
  }

  /** Back to the list, as it is now. */
  async back(said = ''): Promise<void> {
    this.show({ name: 'list' });
    this.said = said;
    await this.refresh();
  }

  /** Writes all contracts into the folder for downloads. */
  async export(): Promise<void> {
    try {
      this.said = `All contracts were written to ${await desk.saveContracts()}.`;
      this.error = null;
    } catch (thrown) {
      this.error = shown(asDeskError(thrown));
    }
  }

  /** An answer that comes after a later question was asked is thrown away. */
  private async fetch(offset: number, limit: number): Promise<void> {
    this.asked += 1;
    const asked = this.asked;
    try {
      const page = await desk.contracts({ filter: this.filter, offset, limit });
      if (asked !== this.asked) return;
      this.rows = offset === 0 ? page.rows : [...(this.rows ?? []), ...page.rows];
      this.total = page.total;
      this.all = page.all;
      this.error = null;
    } catch (thrown) {
      if (asked === this.asked) this.error = shown(asDeskError(thrown));
    }
  }
}

export const contracts = new Contracts();
