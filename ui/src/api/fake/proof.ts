import type { Check } from '../bindings/Check';
import type { VerifyView } from '../bindings/VerifyView';
import { FAKE_NOW } from './tickets';

/** The answer to a proof: a text with `changed` in it was changed, one without `gnomon-proof` is none. */
export function fakeVerify(text: string, online: boolean): VerifyView {
  if (!text.includes('gnomon-proof')) {
    throw {
      code: 'no-proof',
      message: 'This is no proof: its first line names no format.',
      hint: 'Choose a file that `gnomon prove` or the window has written.',
    };
  }
  const intact = !text.includes('changed');
  const checks: Check[] = [
    intact
      ? { name: 'integrity', result: 'same', text: 'Every byte is as it was written.' }
      : { name: 'integrity', result: 'different', text: 'The file was changed after it was written.' },
    { name: 'recomputed', result: 'same', text: 'The answer follows from the events and the policy in the file.' },
    online
      ? {
          name: 'portal',
          result: 'not-possible',
          text: 'The portal could not be asked. Connect it to compare with it.',
        }
      : { name: 'portal', result: 'not-done', text: 'The portal was not asked.' },
  ];
  return {
    number: 'SEP-4711',
    portal_address: 'https://portal.example',
    as_of: FAKE_NOW - 7_200,
    checks,
    caveat: 'The file is not signed. The checks do not show who wrote it.',
  };
}
