import { describe, expect, it } from 'vitest';
import type { MappingView } from '@/api/bindings/MappingView';
import { planChoices, severityChoices } from './choices';

const mapping: MappingView = {
  account: 'rt',
  queues: [{ queue: 'A', policy: 'one', severity: '', plan: '' }],
  severity_field: '',
  severity_values: [],
  plan_field: '',
  plan_values: [],
  statuses: [],
  fields: [],
  packs: [
    {
      id: 'one',
      title: 'One',
      severities: [
        ['critical', 'Critical'],
        ['minor', 'Minor'],
      ],
      plans: [['basic', 'Basic']],
    },
    { id: 'two', title: 'Two', severities: [['critical', 'Severe']], plans: [['gold', 'Gold']] },
  ],
  gaps: [],
  lost: false,
};
const withBoth = { ...mapping, queues: [...mapping.queues, { queue: 'B', policy: 'two', severity: '', plan: '' }] };

describe('the words to choose from', () => {
  it('are those of the policies in use', () => {
    expect(severityChoices(mapping)).toEqual([
      ['critical', 'Critical'],
      ['minor', 'Minor'],
    ]);
    expect(planChoices(mapping)).toEqual([['basic', 'Basic']]);
  });

  it('stand once under all their names', () => {
    expect(severityChoices(withBoth)).toEqual([
      ['critical', 'Critical, Severe'],
      ['minor', 'Minor'],
    ]);
  });

  it('are those of all policies while none is chosen', () => {
    expect(planChoices({ ...mapping, queues: [] })).toEqual([
      ['basic', 'Basic'],
      ['gold', 'Gold'],
    ]);
  });
});
