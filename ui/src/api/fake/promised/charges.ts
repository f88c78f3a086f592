import type { ChargeView } from '../../bindings/ChargeView';
import type { GroundView } from '../../bindings/GroundView';
import type { ScopeView } from '../../bindings/ScopeView';
import { ground } from './ground';

/** Known, not published, unknown and free. */
export function fakeCharges(): ChargeView[] {
  const hourly = ground(
    'After-hours support costs 350 dollars an hour, with a minimum of one hour.',
    'After-hours support',
  );
  const article = ground('Paid remote support is billed by 30 minutes.', 'Additional services');
  const plan = ground('A year of the plan costs 24 % of what the software cost in retail.', 'Plans, price');
  const none = { total: null, for_an_hour: false, ask: [], because: [] };
  const line = (certain: ChargeView['lines'][number]['certain'], row: GroundView, amount: string | null = null) => ({
    certain,
    amount,
    billed_s: null,
    article: '',
    ground: row,
  });
  return [
    {
      ...none,
      service: 'after-hours',
      known: 'known',
      total: '350.00 USD',
      for_an_hour: true,
      text: 'It costs 350.00 USD.',
      lines: [line('due', hourly, '350.00 USD')],
    },
    {
      ...none,
      service: 'remote-help',
      known: 'unpublished',
      text: 'A part of it has no published price.',
      lines: [{ ...line('unpublished', article), article: 'RWC001' }],
    },
    {
      ...none,
      service: 'plan',
      known: 'unknown',
      text: 'Not known yet; ask for the retail price of the software when it was bought.',
      ask: ['the retail price of the software when it was bought'],
      lines: [line('missing', plan)],
    },
    {
      ...none,
      service: 'update',
      known: 'known',
      total: 'free',
      text: 'It is free.',
      lines: [line('due', ground('Updates of the minor version are free.', 'Versions'), 'free')],
    },
  ];
}

/** A row of every kind. */
export function fakeScope(): ScopeView[] {
  const row = (id: string, covered: ScopeView['covered'], items: string[], text: string, clause: string) => ({
    row: `scope.${id}`,
    covered,
    items,
    ask: [],
    ground: ground(text, clause),
  });
  const set = [
    'standard installation',
    'set-up of certified storage hardware',
    'user rights in the graphical interface',
  ];
  const paid = ['concept of a backup strategy', 'moving a server to other hardware', 'anything that is not listed'];
  return [
    row('normal', 'yes', set, 'Support helps with what is listed.', 'Scope of support, included'),
    row('critical', 'partly', ['restores'], 'On a critical incident only restores are worked on.', 'Scope of support'),
    row('paid', 'paid', paid, 'What is done only as a paid service.', 'Scope of support, chargeable'),
    row('training', 'no', ['training'], 'Support is not training.', 'Usage guidelines, 1'),
  ];
}
