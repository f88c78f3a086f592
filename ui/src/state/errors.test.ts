import { describe, expect, it } from 'vitest';
import { asDeskError, DeskError } from '@/api/call';
import { shown } from './errors';

const error = (code: string) => ({ code, message: 'The portal refuses this token (401).', hint: 'Make a new token.' });

describe('an error on screen', () => {
  it('has the title and action of its code and the words of the desk', () => {
    expect(shown(error('unauthorized'))).toEqual({
      severity: 'error',
      title: 'Token refused',
      message: 'The portal refuses this token (401).',
      hint: 'Make a new token.',
      action: 'accounts',
    });
  });

  it.each(['never-seen', 'constructor', '__proto__', ''])('keeps its words with the unknown code “%s”', (code) => {
    expect(shown(error(code))).toMatchObject({ title: 'Something went wrong', message: error('').message });
  });
});

describe('a failed command', () => {
  it('keeps code, message and hint', () => {
    const failed = asDeskError(error('tls'));
    expect(failed).toBeInstanceOf(DeskError);
    expect(failed).toMatchObject(error('tls'));
    expect(asDeskError(failed)).toBe(failed);
  });

  it.each([
    [new Error('ipc closed'), 'ipc closed'],
    ['plain text', 'plain text'],
    [null, 'null'],
    [{ code: 7, message: 'x' }, '[object Object]'],
  ])('is an internal error in any other form', (thrown, message) => {
    expect(asDeskError(thrown)).toMatchObject({ code: 'internal', message, hint: '' });
  });
});
