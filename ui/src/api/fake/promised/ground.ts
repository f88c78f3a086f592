import type { GroundView } from '../../bindings/GroundView';

/** A row of a policy. */
export function ground(text: string, clause: string, basis = 'stated', note = ''): GroundView {
  return { text, basis, clause, note };
}
