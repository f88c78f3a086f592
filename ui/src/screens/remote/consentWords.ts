import type { ConsentView } from '@/api/bindings/ConsentView';
import { near } from '@/parts/time/instant';

/** Who agreed, when and how, to what and until when: one sentence. */
export function consentWords(consent: ConsentView, now: number, zone: string): string {
  const how = consent.how === '' ? '' : ` (${consent.how})`;
  const until = near(consent.until, now, zone);
  return `${consent.by} agreed at ${near(consent.at, now, zone)}${how} to ${scope(consent)}, until ${until}.`;
}

/** Why a consent that was recorded does not count: one sentence. */
export function faultWords(consent: ConsentView, now: number, zone: string): string {
  if (consent.revoked !== null)
    return `The consent of ${consent.by} was taken back at ${near(consent.revoked, now, zone)}.`;
  if (!consent.holds) return `The consent of ${consent.by} ended at ${near(consent.until, now, zone)}.`;
  return `${consent.by} agreed to ${scope(consent)} only, until ${near(consent.until, now, zone)}.`;
}

function scope({ tool, host }: ConsentView): string {
  const named = tool === '' ? 'any tool' : tool.toUpperCase();
  return `${named} on ${host === '' ? 'any host' : host}`;
}
