import type { PolicyChange } from '@/api/bindings/PolicyChange';
import type { WhatIfView } from '@/api/bindings/WhatIfView';
import { asDeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { type ErrorShown, shown } from './errors';

/** The other rules, as they are chosen; empty leaves a rule as it is. */
export interface WhatIfForm {
  policy: string;
  otherPolicy: string;
  plan: string;
  severity: string;
  calendar: string;
  /** Days as in `2026-11-24`, both included. */
  from: string;
  to: string;
  /** Whether the draft of the policy that then holds counts too. */
  withDraft: boolean;
}

const nothing: WhatIfForm = {
  policy: '',
  otherPolicy: '',
  plan: '',
  severity: '',
  calendar: '',
  from: '',
  to: '',
  withDraft: false,
};

/** A question of what would be under other rules, and its answer. Asking changes nothing. */
class Trying {
  form = $state<WhatIfForm>({ ...nothing });
  result = $state.raw<WhatIfView | null>(null);
  /** The question that the result answers, in words. */
  question = $state('');
  error = $state<ErrorShown | null>(null);
  busy = $state(false);

  /** The policy whose words can be chosen from: the other one, or else the one looked at. */
  get holds(): string {
    return this.form.otherPolicy || this.form.policy;
  }

  /** Words of one policy mean nothing in another one. */
  choosePolicy(which: 'policy' | 'otherPolicy', id: string): void {
    const before = this.holds;
    this.form[which] = id;
    if (this.form.otherPolicy === this.form.policy) this.form.otherPolicy = '';
    if (this.holds !== before) Object.assign(this.form, { plan: '', severity: '', calendar: '', withDraft: false });
  }

  reset(): void {
    this.form = { ...nothing };
  }

  /** Asks the desk. `period` holds the instants of the form's days. */
  async ask(
    question: string,
    changes: PolicyChange[],
    period: { from: number | null; to: number | null },
  ): Promise<void> {
    if (this.busy) return;
    const { policy, otherPolicy, plan, severity, calendar } = this.form;
    this.busy = true;
    this.error = null;
    try {
      this.result = await desk.whatIf({
        policy,
        other_policy: otherPolicy,
        plan,
        severity,
        calendar,
        changes,
        ...period,
      });
      this.question = question;
    } catch (thrown) {
      this.result = null;
      this.error = shown(asDeskError(thrown));
    } finally {
      this.busy = false;
    }
  }
}

export const trying = new Trying();
