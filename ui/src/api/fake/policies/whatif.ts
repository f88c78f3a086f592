import type { Attained } from '../../bindings/Attained';
import type { AttainmentView } from '../../bindings/AttainmentView';
import type { WhatIf } from '../../bindings/WhatIf';
import type { WhatIfView } from '../../bindings/WhatIfView';
import type { FakeQueue } from '../queue';
import { Random } from '../random';
import { customers, vendors } from '../vendors';
import { fakeEffect } from './effect';

/** A dry run over the made-up queue, with a made-up history. */
export function fakeWhatIf(queue: FakeQueue, ask: WhatIf): WhatIfView {
  const other = ask.plan !== '' || ask.severity !== '' || ask.calendar !== '' || ask.other_policy !== '';
  const changes = other || ask.changes.length > 0;
  const effect = fakeEffect(queue, ask.policy, changes ? 3 : 0);
  const empty = ask.from !== null && ask.to !== null && ask.from >= ask.to;
  return { effect, attainment: empty ? [] : attainment(ask.policy, changes), unread: changes ? 2 : 0 };
}

function attainment(policy: string, changes: boolean): AttainmentView[] {
  const random = new Random(3);
  const shown = vendors.filter(({ pack }) => policy === '' || pack === policy);
  const groups: [string, string[]][] = [
    ['all', ['']],
    ['vendor', shown.map(({ name }) => name)],
    ['customer', customers.slice(0, 8)],
    ['severity', shown.flatMap(({ severities }) => severities.map(({ name }) => name))],
    ['week', ['2026-W44', '2026-W45', '2026-W46', '2026-W47', '2026-W48']],
  ];
  return groups.flatMap(([by, names]) =>
    [...new Set(names)].map((group) => {
      const before = attained(random, 600 / names.length);
      const saved = changes ? Math.min(before.breached, random.between(0, 4)) : 0;
      const after = { ...before, met: before.met + saved, breached: before.breached - saved };
      return { by, group, before, after };
    }),
  );
}

function attained(random: Random, about: number): Attained {
  const met = random.between(0, Math.ceil(about));
  return {
    met,
    breached: random.between(0, Math.ceil(met / 6)),
    open: random.between(0, 9),
    no_target: random.between(0, 20),
  };
}
