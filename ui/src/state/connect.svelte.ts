import type { ConnectedView } from '@/api/bindings/ConnectedView';
import type { ConnectForm } from '@/api/bindings/ConnectForm';
import type { ConnectReport } from '@/api/bindings/ConnectReport';
import { asDeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { type ErrorShown, shown } from './errors';

/** The steps of connecting a portal: fill in, test, connect. */
export class Connecting {
  form = $state<ConnectForm>({ kind: 'rt', name: '', address: '', token: '', passphrase: '', company_ca: '' });
  report = $state<ConnectReport | null>(null);
  error = $state<ErrorShown | null>(null);
  busy = $state(false);
  done = $state<ConnectedView | null>(null);
  /** The desk asks for a passphrase: there is no keyring, or the data file is locked with one. */
  needsPassphrase = $state(false);
  /** Why it asks, one sentence. */
  reason = $state('');

  /** What is still missing before the portal can be asked; empty when nothing is. */
  get missing(): string {
    if (this.form.address.trim() === '') return 'Fill in the address of the portal.';
    if (this.form.token.trim() === '') return 'Fill in the token.';
    return '';
  }

  /** Another word in the form makes the last answer void. */
  edited(): void {
    this.report = null;
    this.error = null;
  }

  async test(): Promise<void> {
    await this.attempt(async () => {
      const report = await desk.testConnection(this.filled());
      this.report = report.ok ? report : null;
      if (report.error !== null) this.error = shown(report.error);
    });
  }

  async connect(): Promise<void> {
    await this.attempt(async () => {
      this.done = await desk.connect(this.filled());
      // Secrets do not stay in the window longer than needed.
      this.form.token = '';
      this.form.passphrase = '';
    });
  }

  private filled(): ConnectForm {
    const { kind, name, address, token, passphrase, company_ca } = this.form;
    return {
      kind,
      name: name.trim(),
      address: address.trim(),
      token: token.trim(),
      passphrase,
      company_ca: company_ca.trim(),
    };
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.error = null;
    try {
      await work();
    } catch (thrown) {
      const error = asDeskError(thrown);
      this.error = shown(error);
      if (error.code === 'passphrase-needed') {
        this.needsPassphrase = true;
        this.reason = error.message;
      }
    } finally {
      this.busy = false;
    }
  }
}
