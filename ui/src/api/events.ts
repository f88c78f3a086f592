import { theHost } from './host';

/** What the shell tells by itself, in the past tense, with what each event carries. */
export interface DeskEvents {
  'computer-woke': null;
  'files-changed': null;
  'outbox-changed': null;
  'queue-changed': { revision: number };
  'session-ended': null;
  'status-changed': null;
  'sync-progressed': null;
}

/** Calls `heard` for every such event until the returned function is called. */
export async function on<Name extends keyof DeskEvents>(
  name: Name,
  heard: (payload: DeskEvents[Name]) => void,
): Promise<() => void> {
  const host = await theHost();
  return host.listen(name, (payload) => heard(payload as DeskEvents[Name]));
}
