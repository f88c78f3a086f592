import { describe, expect, it, vi } from 'vitest';
import { actions, Keyboard, type Stroke } from './keyboard';
import { keymap } from './keymap';

const stroke = (key: string, more: Partial<Stroke> = {}): Stroke => ({
  key,
  modified: false,
  focus: 'page',
  at: 0,
  ...more,
});

describe('the table of keys', () => {
  it('gives each key one meaning', () => {
    const keys = keymap.flatMap((entry) => entry.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('has no key that is also the first of two', () => {
    const keys = keymap.flatMap((entry) => entry.keys);
    const firsts = keys.filter((key) => key.length > 1 && key.includes(' ')).map((key) => key.split(' ')[0]);
    for (const first of firsts) expect(keys).not.toContain(first);
  });

  it('says the same of two keys for one action', () => {
    for (const entry of keymap) {
      const twins = keymap.filter(({ action }) => action === entry.action);
      expect(new Set(twins.map(({ says }) => says)).size).toBe(1);
    }
  });
});

describe('the keyboard', () => {
  it('finds every entry of the table', () => {
    const keyboard = new Keyboard();
    for (const { keys, action } of keymap) {
      for (const key of keys) {
        const found = key.split(' ').map((part) => keyboard.feed(stroke(part)));
        expect(found.at(-1)).toBe(action);
      }
    }
  });

  it('forgets the first of two keys after a while', () => {
    const keyboard = new Keyboard();
    keyboard.feed(stroke('g'));
    expect(keyboard.feed(stroke('b', { at: 901 }))).toBeNull();
    keyboard.feed(stroke('g', { at: 1_000 }));
    expect(keyboard.feed(stroke('b', { at: 1_900 }))).toBe('go-board');
  });

  it('takes the second key for itself when the two mean nothing', () => {
    const keyboard = new Keyboard();
    keyboard.feed(stroke('g'));
    expect(keyboard.feed(stroke('j'))).toBe('down');
  });

  it('leaves the keys of a field alone, but for Escape', () => {
    const keyboard = new Keyboard();
    expect(keyboard.feed(stroke('j', { focus: 'field' }))).toBeNull();
    expect(keyboard.feed(stroke('Escape', { focus: 'field' }))).toBe('back');
  });

  it('leaves keys of the system alone', () => {
    expect(new Keyboard().feed(stroke('f', { modified: true }))).toBeNull();
  });

  it('leaves Enter to a button', () => {
    expect(new Keyboard().feed(stroke('Enter', { focus: 'control' }))).toBeNull();
  });

  it('lets arrows scroll the ticket pane, and j and k move on', () => {
    expect(new Keyboard().feed(stroke('ArrowDown', { focus: 'pane' }))).toBeNull();
    expect(new Keyboard().feed(stroke('j', { focus: 'pane' }))).toBe('down');
  });
});

describe('the actions of the screens', () => {
  it('are those of the screen that came last', () => {
    const below = vi.fn();
    const above = vi.fn();
    const leaveBelow = actions.provide({ back: below, search: below });
    const leaveAbove = actions.provide({ back: above });
    actions.run('back');
    actions.run('search');
    leaveAbove();
    actions.run('back');
    leaveBelow();
    expect(actions.run('back')).toBe(false);
    expect(above).toHaveBeenCalledTimes(1);
    expect(below).toHaveBeenCalledTimes(2);
  });
});
