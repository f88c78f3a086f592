import type { ChangeRequest } from './bindings/ChangeRequest';

/** A request with nothing in it. */
export const blank: ChangeRequest = {
  key: '',
  kind: '',
  text: '',
  name: '',
  value: null,
  add: [],
  remove: [],
  answered: true,
  by_customer: false,
  begun: null,
  minutes: 0,
  day: '',
  other: '',
  relation: '',
  confirmed: false,
  files: [],
  queue: '',
  subject: '',
  contact: '',
  severity: '',
};
