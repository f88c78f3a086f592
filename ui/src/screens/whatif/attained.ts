import type { Attained } from '@/api/bindings/Attained';
import type { AttainmentView } from '@/api/bindings/AttainmentView';
import { grouped } from '@/parts/time/format';

export interface AttainedGroup {
  by: string;
  title: string;
  rows: AttainmentView[];
}

const titles: Record<string, string> = {
  all: 'All',
  vendor: 'By vendor',
  customer: 'By customer',
  severity: 'By severity',
  week: 'By week of filing',
};

/** The rows by what they are grouped by, in the desk's order. */
export function groupsOf(rows: AttainmentView[]): AttainedGroup[] {
  const groups = new Map<string, AttainmentView[]>();
  for (const row of rows) groups.set(row.by, [...(groups.get(row.by) ?? []), row]);
  return [...groups].map(([by, found]) => ({ by, title: titles[by] ?? `By ${by}`, rows: found }));
}

/** What a row is called. */
export function groupName({ by, group }: AttainmentView): string {
  if (by === 'all') return 'All clocks';
  return group === '' ? 'not given' : group;
}

/** The share in time of those that are decided, from 0 to 1; `null` where nothing is decided. */
export function share({ met, breached }: Attained): number | null {
  return met + breached === 0 ? null : met / (met + breached);
}

/** `96 %`; below all and above none are never rounded to all or none. */
export function percent({ met, breached }: Attained): string {
  const part = share({ met, breached, open: 0, no_target: 0 });
  if (part === null) return '–';
  const rounded = Math.round(part * 100);
  const whole = breached > 0 && rounded === 100 ? 99 : met > 0 && rounded === 0 ? 1 : rounded;
  return `${whole}\u00a0%`;
}

/** `48 of 50`. */
export function ofDecided({ met, breached }: Attained): string {
  return met + breached === 0 ? 'none decided' : `${grouped(met)} of ${grouped(met + breached)}`;
}

/** Whether more promises would be kept, fewer, or as many. */
export function turn(before: Attained, after: Attained): 'better' | 'worse' | 'same' {
  const [was, will] = [share(before), share(after)];
  if (was === null || will === null || Math.abs(was - will) < 1e-9) return 'same';
  return will > was ? 'better' : 'worse';
}
