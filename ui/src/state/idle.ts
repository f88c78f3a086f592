/** How long nobody has touched the console. */
export class Idle {
  private last: number;

  /** `now` counts milliseconds; which moment it counts from does not matter. */
  constructor(private readonly now: () => number) {
    this.last = now();
  }

  touched(): void {
    this.last = this.now();
  }

  /** Whether so many minutes have passed since; 0 is never. */
  isOver(minutes: number): boolean {
    return minutes > 0 && this.now() - this.last >= minutes * 60_000;
  }
}
