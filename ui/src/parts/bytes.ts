/** How many bytes there are, in a few letters; empty when nobody knows. */
export function bytes(count: number | null): string {
  if (count === null) return '';
  if (count < 1_000) return `${count} B`;
  if (count < 1_000_000) return `${Math.ceil(count / 1_000)} KB`;
  return `${(Math.floor(count / 100_000) / 10).toFixed(1)} MB`;
}
