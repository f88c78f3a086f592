import type { ContractField } from '@/api/bindings/ContractField';
import type { ContractLine } from '@/api/bindings/ContractLine';
import type { ContractSaved } from '@/api/bindings/ContractSaved';
import type { ContractView } from '@/api/bindings/ContractView';
import type { MistakeView } from '@/api/bindings/MistakeView';
import { asDeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { type ErrorShown, shown } from './errors';

/** One contract while it is edited. */
export class ContractEdit {
  value = $state<ContractView | null>(null);
  error = $state<ErrorShown | null>(null);
  mistakes = $state<MistakeView[]>([]);
  busy = $state(false);
  saved = $state(false);
  /** What the user wrote, of the fields that differ from what counts. */
  private written = $state<Record<string, string>>({});
  private readonly line: ContractLine;

  constructor(line: ContractLine) {
    this.line = line;
  }

  get changed(): boolean {
    return Object.keys(this.written).length > 0;
  }

  text(field: ContractField): string {
    return this.written[field.field] ?? field.value;
  }

  write(field: ContractField, text: string): void {
    const others = Object.entries(this.written).filter(([name]) => name !== field.field);
    this.written = Object.fromEntries(text === field.value ? others : [...others, [field.field, text]]);
    this.mistakes = this.mistakes.filter((mistake) => mistake.field !== field.field);
    this.saved = false;
  }

  /** What is wrong with a field; with '' what is wrong with the contract as a whole. */
  mistakesOf(field: string): MistakeView[] {
    return this.mistakes.filter((mistake) => mistake.field === field);
  }

  revert(): void {
    this.written = {};
    this.mistakes = [];
  }

  async load(): Promise<void> {
    const { account, customer, policy } = this.line;
    await this.attempt(async () => {
      this.value = await desk.contract(account, customer, policy);
    });
  }

  async save(): Promise<void> {
    const set = Object.entries(this.written).map(([field, text]) => ({ field, text }));
    await this.send(set, []);
    if (this.error === null && this.mistakes.length === 0) {
      this.written = {};
      this.saved = true;
    }
  }

  /** Lets the portal's value count again. What was written in other fields stays. */
  async takeBack(field: ContractField): Promise<void> {
    this.write(field, field.value);
    await this.send([], [field.field]);
  }

  private async send(set: { field: string; text: string }[], take_back: string[]): Promise<void> {
    const { account, customer, policy } = this.line;
    await this.attempt(async () => {
      const saved: ContractSaved = await desk.editContract({ account, customer, policy, set, take_back });
      this.mistakes = saved.mistakes;
      this.value = saved.contract;
    });
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.saved = false;
    try {
      await work();
      this.error = null;
    } catch (thrown) {
      this.error = shown(asDeskError(thrown));
    } finally {
      this.busy = false;
    }
  }
}
