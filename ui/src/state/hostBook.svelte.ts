import type { HostBookView } from '@/api/bindings/HostBookView';
import type { HostForm } from '@/api/bindings/HostForm';
import type { HostView } from '@/api/bindings/HostView';
import { asDeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { type ErrorShown, shown } from './errors';

/** The host book of the shown ticket's customer, and what the ticket's text names. */
export class HostBook {
  view = $state<HostBookView | null>(null);
  error = $state<ErrorShown | null>(null);
  busy = $state(false);
  private key = '';

  /** Reads the book of a ticket's customer. */
  async load(key: string): Promise<void> {
    if (key !== this.key) this.view = null;
    this.key = key;
    await this.doing(async () => {
      const view = await desk.hostBook(key);
      if (key === this.key) this.view = view;
    });
  }

  /** A form for a machine of this customer. */
  blank(): HostForm {
    const { account = '', customer = '' } = this.view ?? {};
    return {
      account,
      customer,
      label: '',
      tool: 'ssh',
      address: '',
      port: '',
      user: '',
      jump: '',
      keys: [],
      verified_by: '',
    };
  }

  /** Enters a machine; whether that was done. */
  async add(form: HostForm): Promise<boolean> {
    return this.changed(() => desk.addHost(form));
  }

  /** Writes down who confirmed a machine, and its host keys; whether that was done. */
  async verify(host: HostView, by: string, keys: string[]): Promise<boolean> {
    return this.changed(() => desk.verifyHost({ id: host.id, by, keys }));
  }

  /** Takes a machine out; whether that was done. */
  async remove(host: HostView): Promise<boolean> {
    return this.changed(() => desk.removeHost(host.id));
  }

  private async changed(change: () => Promise<HostView>): Promise<boolean> {
    await this.doing(async () => {
      await change();
      this.view = await desk.hostBook(this.key);
    });
    return this.error === null;
  }

  private async doing(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.error = null;
    try {
      await work();
    } catch (thrown) {
      this.error = shown(asDeskError(thrown));
    } finally {
      this.busy = false;
    }
  }
}

export const hostBook = new HostBook();
