import type { AccountStatus } from '@/api/bindings/AccountStatus';
import type { StatusView } from '@/api/bindings/StatusView';
import { countdown, grouped, length } from '@/parts/time/format';

/** How fresh an account is, in a few words. */
export function freshness(account: AccountStatus, now: number): string {
  // An attempt after a failure has not reached anything yet: the age of the data says more.
  if (account.syncing && account.error === null) return progress(account);
  if (account.synced_at === null) return account.error === null ? 'not synced yet' : 'never synced';
  return `synced ${length(Math.max(0, now - account.synced_at))} ago`;
}

/** When the next attempt comes, for an account that is not reached; it follows other words. */
export function nextAttempt(account: AccountStatus, now: number): string {
  if (account.online || account.next_at === null || account.next_at <= now) return '';
  return ` · next try in ${countdown(account.next_at - now)}`;
}

/** How the clock of a portal differs from the time of the window. */
export function clockWords({ clock_ahead_s }: AccountStatus): string {
  return `its clock is ${length(Math.abs(clock_ahead_s))} ${clock_ahead_s > 0 ? 'ahead' : 'behind'}`;
}

/** Differences of clocks below this are noise, in seconds: the desk corrects nothing for them. */
const NOISE_S = 2;

/** What the computer's clock has been corrected by; `null` when it agrees with the portals. */
export function correction(status: Correction): { text: string; says: string } | null {
  const { clock_offset_s: offset, clock_portal: portal, clock_remembered: remembered } = status;
  if (offset === null || Math.abs(offset) < NOISE_S) return null;
  const off = `${length(Math.round(Math.abs(offset)))} ${offset > 0 ? 'fast' : 'slow'}`;
  const heard = remembered
    ? `When ${portal} was last reached, the computer's clock was so far away from it.`
    : `The computer's clock beside that of ${portal}.`;
  return {
    text: `computer clock ${off}, corrected`,
    says: `${heard} All times and countdowns are corrected for it; set the computer's clock right.`,
  };
}

type Correction = Pick<StatusView, 'clock_offset_s' | 'clock_portal' | 'clock_remembered'>;

/** `reads 1,240 of 8,000 · 310 a second · 22 s left`. */
function progress({ done, total, rate, left_s }: AccountStatus): string {
  const parts = [`reads ${grouped(done)}${total === null ? '' : ` of ${grouped(total)}`}`];
  if (rate !== null) parts.push(`${grouped(Math.round(rate))} a second`);
  if (left_s !== null) parts.push(`${length(left_s)} left`);
  return parts.join(' · ');
}
