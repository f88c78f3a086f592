import type { CallEffectView } from '../bindings/CallEffectView';
import type { ChangeRequest } from '../bindings/ChangeRequest';
import type { NewTicketView } from '../bindings/NewTicketView';
import type { OfferView } from '../bindings/OfferView';

export const delivery = 'The portal carries it out once, also when an answer is lost.';
const choices = (values: string[]) => values.map((value) => ({ value, label: value }));
const plain = (kind: string, label: string): OfferView => ({
  kind,
  name: '',
  label,
  now: '',
  chosen: [],
  values: [],
  clears: false,
  takes_files: kind === 'reply' || kind === 'note',
  delivery,
  delivery_with_files: kind === 'reply' || kind === 'note' ? delivery : '',
});

/** What the made-up portal takes: everything. */
export const offers: OfferView[] = [
  plain('reply', 'Reply'),
  plain('note', 'Note'),
  plain('call', 'Phone call'),
  plain('time', 'Time'),
  plain('merge', 'Merge'),
  { ...plain('tag', 'Tags'), chosen: ['restore'], values: choices(['restore', 'licence', 'update']) },
  { ...plain('link', 'Link'), values: choices(['related', 'duplicate-of', 'caused-by']) },
  {
    ...plain('set', 'Status'),
    name: 'status',
    now: 'open',
    values: choices(['new', 'open', 'waiting-on-customer', 'solved']),
  },
  {
    ...plain('set', 'Assignee'),
    name: 'assignee',
    values: choices(['Ada Lindqvist', 'Tomasz Wrona']),
    clears: true,
  },
];

export const fakeNewTicket: NewTicketView = {
  accounts: [
    {
      id: 'demo',
      name: 'Demo',
      queues: [{ name: 'SEP', severities: choices(['critical', 'major', 'minor', 'cosmetic']) }],
      customers: [
        { name: 'Nordwind Logistik GmbH', contacts: [{ name: 'Jo Falk', email: 'jo.falk@nordwind.example' }] },
      ],
      delivery,
      untried: false,
    },
  ],
};

/** A call counts when the two spoke. */
export function fakeCallEffect({ answered }: ChangeRequest): CallEffectView {
  const text = answered
    ? 'First response: this call counts, and stops the clock in time.'
    : 'First response: a call in which nobody spoke does not count.';
  const clause = 'Severity Level, Response time';
  return { counts: answered, notices: [{ code: 'call', text, clause, basis: 'reading' }] };
}

const mistakes: [string, (request: ChangeRequest) => boolean, string, string][] = [
  [
    'empty-text',
    ({ kind, text }) => ['reply', 'note', 'create'].includes(kind) && text.trim() === '',
    'There is nothing to send.',
    'Write something.',
  ],
  [
    'bad-minutes',
    ({ kind, minutes }) => kind === 'time' && minutes === 0,
    '0 minutes cannot be written down.',
    'Give whole minutes.',
  ],
  [
    'no-difference',
    ({ kind, add, remove }) => kind === 'tag' && add.length + remove.length === 0,
    'The tags are as they were.',
    'Add a tag or remove one.',
  ],
  [
    'no-other',
    ({ kind, other }) => ['link', 'merge'].includes(kind) && other === '',
    'The other ticket is missing.',
    'Choose it by its number.',
  ],
  [
    'bad-subject',
    ({ kind, subject }) => kind === 'create' && subject.trim() === '',
    'The ticket needs a subject of one line.',
    'Write one line.',
  ],
  [
    'bad-contact',
    ({ kind, contact }) => kind === 'create' && !contact.includes('@'),
    'It is not said who asks.',
    'Give the mail address of one person.',
  ],
];

/** Refuses what the desk refuses. */
export function checkFake(request: ChangeRequest): void {
  const found = mistakes.find(([, is]) => is(request));
  if (found === undefined) return;
  const [code, , message, hint] = found;
  throw { code, message, hint };
}

/** What a change is called. */
export function fakeTitle(request: ChangeRequest): string {
  const titles: Record<string, string> = {
    reply: 'Reply',
    note: 'Note',
    call: request.answered ? 'Phone call' : 'Phone call, nobody was reached',
    time: `${request.minutes} min of work`,
    tag: 'Tags',
    link: 'Link',
    merge: 'Merge',
    create: 'New ticket',
  };
  return titles[request.kind] ?? `${request.name} → ${request.value ?? 'nobody'}`;
}

/** The lines below the title. */
export function fakeLines({ kind, add, remove, other, day, by_customer, queue, contact }: ChangeRequest): string[] {
  switch (kind) {
    case 'tag':
      return [
        add.length > 0 ? `adds ${add.join(', ')}` : '',
        remove.length > 0 ? `removes ${remove.join(', ')}` : '',
      ].filter((line) => line !== '');
    case 'call':
      return [by_customer ? 'the customer called' : 'we called'];
    case 'time':
      return day === '' ? [] : [`on ${day}`];
    case 'link':
      return [`with ${other}`];
    case 'merge':
      return [`into ${other}`];
    case 'create':
      return [[queue, contact].join(', ')];
    default:
      return [];
  }
}
