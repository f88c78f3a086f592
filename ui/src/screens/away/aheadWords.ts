import type { AheadView } from '@/api/bindings/AheadView';
import { bytes } from '@/parts/bytes';
import { counted } from '@/parts/time/format';

/** What is here and what would be fetched, in one or two sentences. */
export function aheadWords(view: AheadView, done: boolean): string {
  const texts = `All messages of these ${counted(view.tickets, 'ticket')} are here.`;
  if (view.files === 0) return `${texts} No files came with them.`;
  const here = `${view.here} of ${counted(view.files, 'file')} ${view.here === 1 ? 'is' : 'are'} here`;
  const parts = [here];
  if (done) parts.push(`${view.fetched - view.failed.length} just fetched`);
  else if (view.fetched > 0) parts.push(`${view.fetched} can be fetched, ${bytes(view.bytes)}`);
  if (view.unknown > 0) parts.push(`${view.unknown} of unknown size`);
  if (view.too_large > 0) parts.push(`${view.too_large} above the limit for one file`);
  if (view.no_room > 0) parts.push(`${view.no_room} beyond the limit of ${bytes(view.limit)}`);
  return `${texts} ${parts.join('; ')}.`;
}
