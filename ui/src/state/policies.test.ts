import { beforeEach, describe, expect, it } from 'vitest';
import type { PolicyValue } from '@/api/bindings/PolicyValue';
import type { Draft } from './policies.svelte';
import { policies } from './policies.svelte';

const CRITICAL = 'clocks.first-response.targets.critical';

function value(path: string, key: string): PolicyValue {
  const row = policies.policy?.rows.find((one) => one.path === path);
  const found = row?.values.find((one) => one.key === key);
  if (found === undefined) throw new Error(`no value ${key} in ${path}`);
  return found;
}

function theDraft(): Draft {
  const draft = policies.policy === null ? undefined : policies.draftOf(policies.policy);
  if (draft === undefined) throw new Error('no draft');
  return draft;
}

const type = (path: string, key: string, text: string) => theDraft().type(path, value(path, key), text);

beforeEach(async () => {
  await policies.refresh();
  policies.chosen = 'sep-sesam';
  theDraft().discard();
});

describe('the policies', () => {
  it('show every value of the packs', () => {
    expect(policies.list?.map(({ id }) => id).sort()).toEqual([
      'ensim',
      'expecco',
      'infotecs',
      'sep-sesam',
      'sepasoft',
    ]);
    expect(value(CRITICAL, 'target')).toEqual({ key: 'target', text: '4 h', before: null });
  });

  it('have weights that sum to 1', () => {
    for (const { id } of policies.list ?? []) {
      policies.chosen = id;
      expect([id, theDraft().weights]).toEqual([id, 1]);
    }
  });
});

describe('a draft of changes', () => {
  it('cannot be kept before it was previewed', async () => {
    type(CRITICAL, 'target', '12 h');
    expect(theDraft().canKeep).toBe(false);
    await theDraft().look();
    expect(theDraft().canKeep).toBe(true);
    expect(theDraft().preview?.effect?.changed).toBeGreaterThan(0);
    expect(value(CRITICAL, 'target').text).toBe('4 h');
  });

  it('has to be previewed again after another word', async () => {
    type(CRITICAL, 'target', '12 h');
    await theDraft().look();
    type(CRITICAL, 'target', '13 h');
    expect([theDraft().preview, theDraft().canKeep]).toEqual([null, false]);
  });

  it('does not take the answer to former words for its own', async () => {
    type(CRITICAL, 'target', '12 h');
    const asked = theDraft().look();
    type(CRITICAL, 'target', 'soon');
    await asked;
    expect(theDraft().preview).toBeNull();
  });

  it('is told what is wrong with it, beside the field', async () => {
    type(CRITICAL, 'target', 'soon');
    await theDraft().look();
    expect(theDraft().canKeep).toBe(false);
    expect(theDraft().errors.byField[`${CRITICAL} target`]?.message).toContain('soon');
  });

  it('holds several weights together', async () => {
    type('order.factors.severity', 'weight', '0.6');
    await theDraft().look();
    expect([theDraft().weights, theDraft().errors.onTop.length]).toEqual([1.05, 1]);
    type('order.factors.urgency', 'weight', '0.2');
    await theDraft().look();
    expect([theDraft().weights, theDraft().canKeep]).toEqual([1, true]);
  });

  it('stays while another policy is looked at', () => {
    type(CRITICAL, 'target', '12 h');
    policies.chosen = 'ensim';
    expect(theDraft().changes).toEqual([]);
    policies.chosen = 'sep-sesam';
    expect(theDraft().changes).toHaveLength(1);
  });

  it('is kept, and taken back', async () => {
    type(CRITICAL, 'target', '12 h');
    await theDraft().look();
    await theDraft().keep();
    expect([theDraft().kept, theDraft().changes]).toEqual([1, []]);
    expect(value(CRITICAL, 'target')).toEqual({ key: 'target', text: '12 h', before: '4 h' });
    theDraft().takeBack(CRITICAL, value(CRITICAL, 'target'));
    await theDraft().look();
    await theDraft().keep();
    expect(value(CRITICAL, 'target')).toEqual({ key: 'target', text: '4 h', before: null });
    expect(policies.policy?.changed).toBe(false);
  });

  it('keeps what is typed while the desk writes', async () => {
    type(CRITICAL, 'target', '12 h');
    await theDraft().look();
    const keeping = theDraft().keep();
    type('order.waiting-limit', 'after', '96 h');
    await keeping;
    expect(theDraft().changes).toEqual([{ path: 'order.waiting-limit', key: 'after', value: '96 h' }]);
  });
});
