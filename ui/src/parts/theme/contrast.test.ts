import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast, tokensOf } from './contrast';

const themes = tokensOf(readFileSync(new URL('./tokens.css', import.meta.url), 'utf8'));
const grounds = ['ground', 'surface', 'raised', 'selected'];
const states = ['overdue', 'soon', 'run'];

/** Text needs 4.5 to 1, shapes and the edges of controls need 3 to 1. */
const pairs: [string, string, number][] = [
  ...['text', 'text-2', 'text-3', 'accent'].flatMap((text) =>
    grounds.map((on) => [text, on, 4.5] as [string, string, number]),
  ),
  ...states.flatMap((text) => grounds.map((on) => [text, on, 4.5] as [string, string, number])),
  ...states.map((state) => [state, `${state}-surface`, 4.5] as [string, string, number]),
  ...states.flatMap((state) =>
    ['text', 'text-2'].map((text) => [text, `${state}-surface`, 4.5] as [string, string, number]),
  ),
  ['accent-text', 'accent', 4.5],
  ...grounds.map((on) => ['rest', on, 3] as [string, string, number]),
  ...['ground', 'surface', 'raised'].map((on) => ['edge', on, 3] as [string, string, number]),
];

describe('the colours', () => {
  it('are the same set in every theme', () => {
    const names = [...(themes.get('dark')?.keys() ?? [])];
    expect(names).toHaveLength(20);
    expect([...themes.keys()]).toEqual(['dark', 'light', 'contrast-dark', 'contrast-light']);
    for (const tokens of themes.values()) expect([...tokens.keys()]).toEqual(names);
  });

  it('are measured as WCAG does', () => {
    const grey = (lightness: number) => ({ lightness, chroma: 0, hue: 0 });
    expect(contrast(grey(0), grey(1))).toBeCloseTo(21, 5);
    expect(contrast(grey(0.5), grey(0.5))).toBe(1);
    // #767676 on white is the well-known 4.54 to 1.
    expect(contrast(grey(0.5681), grey(1))).toBeCloseTo(4.54, 1);
  });

  for (const [theme, tokens] of themes) {
    it.each(pairs)(`${theme}: %s on %s reaches %f to 1`, (text, on, least) => {
      const one = tokens.get(text);
      const other = tokens.get(on);
      if (one === undefined || other === undefined) throw new Error(`no token ${text} or ${on}`);
      expect(contrast(one, other)).toBeGreaterThanOrEqual(theme.startsWith('contrast') ? Math.max(least, 4.5) : least);
    });
  }
});
