import type { PolicyChange } from '@/api/bindings/PolicyChange';
import type { PolicyPreview } from '@/api/bindings/PolicyPreview';
import type { PolicyValue } from '@/api/bindings/PolicyValue';
import type { PolicyView } from '@/api/bindings/PolicyView';
import { asDeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { changesOf, type Edits, placed, takenBack, typed, weightSum } from './draft';
import { type ErrorShown, shown } from './errors';
import { words } from './words';

/** The draft of one policy. It lasts until it is kept or thrown away, whatever else is looked at meanwhile. */
export class Draft {
  edits = $state.raw<Edits>({});
  /** Changes to releases, which are added and taken out as a whole. */
  added = $state.raw<PolicyChange[]>([]);
  /** What the draft would do, until another word is typed. */
  preview = $state.raw<PolicyPreview | null>(null);
  error = $state<ErrorShown | null>(null);
  busy = $state(false);
  /** How many values were kept a moment ago; 0 after the next edit. */
  kept = $state(0);
  private asked = 0;
  private readonly policyNow: () => PolicyView;
  private readonly onkept: (policy: PolicyView) => void;

  constructor(policyNow: () => PolicyView, onkept: (policy: PolicyView) => void) {
    this.policyNow = policyNow;
    this.onkept = onkept;
  }

  readonly changes = $derived.by(() => [...changesOf(this.policyNow(), this.edits), ...this.added]);
  /** The releases that the draft changes, by path. */
  readonly releases = $derived([...new Set(this.added.map(({ path }) => path))]);
  readonly weights = $derived.by(() => weightSum(this.policyNow(), this.edits));
  readonly errors = $derived(placed(this.preview?.errors ?? [], this.changes));
  /** Whether this very draft was previewed, and nothing is wrong with it. */
  readonly canKeep = $derived(this.changes.length > 0 && this.preview !== null && this.preview.errors.length === 0);

  type(path: string, value: PolicyValue, text: string): void {
    this.edit(typed(this.edits, path, value, text));
  }

  takeBack(path: string, value: PolicyValue): void {
    this.edit(takenBack(this.edits, path, value));
  }

  /** Puts the changes of a release in the place of those that the draft had; none take it out of the draft. */
  putRelease(path: string, changes: PolicyChange[]): void {
    this.edit(this.edits, [...this.added.filter((change) => change.path !== path), ...changes]);
  }

  discard(): void {
    this.edit({}, []);
  }

  /** Asks what the draft would do. Nothing is changed. */
  async look(): Promise<void> {
    const { id } = this.policyNow();
    this.asked += 1;
    const asked = this.asked;
    await this.attempt(async () => {
      const preview = await desk.previewPolicy(id, this.changes);
      // The answer to a draft that is typed on is worth nothing.
      if (asked === this.asked) this.preview = preview;
    });
  }

  /** Keeps the draft as the user's own. */
  async keep(): Promise<void> {
    const { id } = this.policyNow();
    const { changes, edits } = this;
    await this.attempt(async () => {
      const policy = await desk.changePolicy(id, changes);
      // What was typed while the desk was writing stays in the draft.
      this.edit(
        Object.fromEntries(Object.entries(this.edits).filter(([field, text]) => edits[field] !== text)),
        this.added.filter((change) => !changes.includes(change)),
      );
      this.kept = changes.length;
      this.onkept(policy);
    });
  }

  private edit(edits: Edits, added = this.added): void {
    this.asked += 1;
    this.edits = edits;
    this.added = added;
    this.preview = null;
    this.error = null;
    this.kept = 0;
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.error = null;
    try {
      await work();
    } catch (thrown) {
      this.error = shown(asDeskError(thrown));
    } finally {
      this.busy = false;
    }
  }
}

/** The policies in force, and the drafts of changes to them. */
class Policies {
  list = $state.raw<PolicyView[] | null>(null);
  error = $state<ErrorShown | null>(null);
  /** Which one is looked at; empty until there is one. */
  chosen = $state('');
  private readonly drafts = new Map<string, Draft>();
  private fresh = 0;

  readonly policy = $derived(this.list?.find(({ id }) => id === this.chosen) ?? this.list?.[0] ?? null);

  async refresh(): Promise<void> {
    try {
      this.fresh += 1;
      const fresh = this.fresh;
      const list = await desk.policies();
      // A change that was kept meanwhile is newer than this answer.
      if (fresh === this.fresh) this.take(list);
      this.error = null;
    } catch (thrown) {
      this.error = shown(asDeskError(thrown));
    }
  }

  /** The draft of a policy of the list. */
  draftOf({ id }: PolicyView): Draft | undefined {
    return this.drafts.get(id);
  }

  /** Names the drafts that were not kept. */
  words(): string[] {
    const drafted = this.list?.filter(({ id }) => (this.drafts.get(id)?.changes.length ?? 0) > 0) ?? [];
    return drafted.map(({ id }) => `the draft of the policy ${id}`);
  }

  private take(list: PolicyView[]): void {
    for (const policy of list) {
      const now = () => this.list?.find(({ id }) => id === policy.id) ?? policy;
      if (!this.drafts.has(policy.id)) this.drafts.set(policy.id, new Draft(now, (kept) => this.replace(kept)));
    }
    this.list = list;
  }

  private replace(policy: PolicyView): void {
    this.fresh += 1;
    this.list = this.list?.map((one) => (one.id === policy.id ? policy : one)) ?? null;
  }
}

export const policies = new Policies();
words.hold(() => policies.words());
