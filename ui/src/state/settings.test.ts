import { describe, expect, it } from 'vitest';
import { themeFor } from './settings.svelte';

describe('the theme', () => {
  it.each([
    ['system', true, false, 'dark'],
    ['system', false, false, 'light'],
    ['system', true, true, 'contrast-dark'],
    ['system', false, true, 'contrast-light'],
    ['dark', false, false, 'dark'],
    ['dark', false, true, 'dark'],
    ['light', true, false, 'light'],
    ['contrast', true, false, 'contrast-dark'],
    ['contrast', false, false, 'contrast-light'],
  ] as const)('%s with dark %s and contrast %s is %s', (wish, dark, contrast, theme) => {
    expect(themeFor(wish, { dark, contrast })).toBe(theme);
  });
});
