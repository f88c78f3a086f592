import { beforeEach, describe, expect, it } from 'vitest';
import { trying } from './whatif.svelte';

beforeEach(() => trying.reset());

describe('the other rules', () => {
  it('lose the words of a policy that no longer holds', () => {
    trying.choosePolicy('policy', 'sep-sesam');
    Object.assign(trying.form, {
      plan: 'demo',
      severity: 'major',
      calendar: 'always',
      withDraft: true,
      from: '2026-11-01',
    });
    trying.choosePolicy('otherPolicy', 'ensim');
    expect(trying.form).toMatchObject({ plan: '', severity: '', calendar: '', withDraft: false, from: '2026-11-01' });
    expect(trying.holds).toBe('ensim');
  });

  it('keep the words of the other policy when the tickets change', () => {
    trying.choosePolicy('otherPolicy', 'ensim');
    trying.form.plan = '24x7';
    trying.choosePolicy('policy', 'sep-sesam');
    expect(trying.form).toMatchObject({ policy: 'sep-sesam', otherPolicy: 'ensim', plan: '24x7' });
  });

  it('are no other ones when the same policy is chosen twice', () => {
    trying.choosePolicy('otherPolicy', 'ensim');
    trying.choosePolicy('policy', 'ensim');
    expect(trying.form).toMatchObject({ policy: 'ensim', otherPolicy: '' });
  });
});

describe('a question', () => {
  it('is answered with its words', async () => {
    await trying.ask('What now?', [], { from: null, to: null });
    expect([trying.question, trying.error, trying.result?.effect.changed]).toEqual(['What now?', null, 0]);
    expect(trying.result?.attainment[0]?.by).toBe('all');
  });
});
