/** Names what it holds that is nowhere else, as in `the new ticket`. */
type Holder = () => string[];

/** Words that only this page has: letting go of the page would lose them. */
class Words {
  private readonly holders = new Set<Holder>();

  /** Asks this one from now on; gives what ends it. */
  hold(holder: Holder): () => void {
    this.holders.add(holder);
    return () => void this.holders.delete(holder);
  }

  /** All that would be lost. */
  get nowhereElse(): string[] {
    return [...this.holders].flatMap((holder) => holder());
  }
}

export const words = new Words();
