import { readdirSync, readFileSync } from 'node:fs';
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

describe('the table of errors', () => {
  const crates = new URL('../../../crates/', import.meta.url);
  const read = (path: string) => readFileSync(new URL(path, crates), 'utf8');
  /** The codes that a type answers from its `code` function. */
  const answered = [
    'portal/src/fault',
    'store/src/error',
    'store/src/lease',
    'store/src/keys/error',
    'launch/src/error',
  ]
    .map((path) => /fn code\([\s\S]*?\n    }\n/.exec(read(`${path}.rs`))?.[0] ?? '')
    .flatMap((body) => [...body.matchAll(/"([a-z-]+)"/g)]);
  /** The codes that desk and launcher give directly. */
  const given = readdirSync(new URL('desk/src', crates), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.rs'))
    .flatMap((path) => [...read(`desk/src/${path}`).matchAll(/DeskError::new\(\s*"([a-z-]+)"/g)])
    .concat([...read('launch/src/failure.rs').matchAll(/code: "([a-z-]+)"/g)]);
  const codes = [...new Set([...answered, ...given].map(([, code]) => code ?? ''))].sort();

  it('is held against real codes', () => expect(codes.length).toBeGreaterThan(60));
  it.each(codes)('has a title for %s', (code) => {
    expect(shown(error(code)).title).not.toBe('Something went wrong');
  });
});
