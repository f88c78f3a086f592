import type { HostBookView } from '../bindings/HostBookView';
import type { HostForm } from '../bindings/HostForm';
import type { HostVerification } from '../bindings/HostVerification';
import type { HostView } from '../bindings/HostView';
import { FAKE_NOW, type FakeTicket } from './tickets';

const LABELS: Record<string, string> = { ssh: 'SSH', rdp: 'Remote Desktop', vnc: 'VNC', teamviewer: 'TeamViewer' };

/** A host book that all made-up customers share. */
export class FakeHosts {
  private last = 0;
  private hosts: HostView[] = [
    this.from({
      account: 'fake',
      customer: 'fake',
      label: 'Backup server',
      tool: 'ssh',
      address: 'backup01.customer.example',
      port: '',
      user: 'support',
      jump: '',
      keys: ['SHA256:uNiVztksCsDhcc0u9e8BrbMMv/XLxK6VUYRBGGhCcoY'],
      verified_by: 'Ada Lindgren',
    }),
  ];

  book(ticket: FakeTicket): HostBookView {
    const named = { tool: '', tool_label: '', address: '10.0.0.5', port: '', in_book: null };
    return {
      account: 'fake',
      customer: 'fake',
      customer_name: ticket.customer,
      hosts: this.hosts.map((host) => ({ ...host, customer_name: ticket.customer })),
      found: [named],
    };
  }

  add(form: HostForm): HostView {
    const host = this.from(form);
    this.hosts = [...this.hosts, host];
    return host;
  }

  verify({ id, by, keys }: HostVerification): HostView {
    this.hosts = this.hosts.map((host) =>
      host.id === id ? { ...host, verified_by: by, verified: FAKE_NOW, keys } : host,
    );
    return this.one(id);
  }

  remove(id: number): HostView {
    const host = this.one(id);
    this.hosts = this.hosts.filter((one) => one.id !== id);
    return host;
  }

  private one(id: number): HostView {
    const host = this.hosts.find((one) => one.id === id);
    if (host === undefined) throw new Error(`no host ${id}`);
    return host;
  }

  private from(form: HostForm): HostView {
    const { verified_by, ...entered } = form;
    this.last += 1;
    return {
      ...entered,
      id: this.last,
      customer_name: '',
      tool_label: LABELS[form.tool] ?? form.tool,
      known_keys: [],
      keys_differ: false,
      added: FAKE_NOW,
      verified_by,
      verified: verified_by === '' ? null : FAKE_NOW,
      started: null,
    };
  }
}
