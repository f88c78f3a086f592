const KB = 1_024;
const MB = 1_024 * KB;

/** How many bytes there are, in a few letters and the units of the limits; empty when nobody knows. */
export function bytes(count: number | null): string {
  if (count === null) return '';
  if (count < KB) return `${count} B`;
  if (count < MB) return `${Math.ceil(count / KB)} KB`;
  return `${(Math.floor((count * 10) / MB) / 10).toFixed(1)} MB`;
}
