import type { MailLine } from '@/api/bindings/MailLine';

/** Lines that are drawn together: the rows of a table, or one line by itself. */
export interface Piece {
  /** Place of its first line, which names it. */
  at: number;
  lines: MailLine[];
  isTable: boolean;
}

/** Lines that are drawn at first; a click draws as many more. */
export const AT_ONCE = 200;

/** Rows of one table stand together; everything else stands alone. */
export function pieces(lines: MailLine[]): Piece[] {
  const all: Piece[] = [];
  lines.forEach((line, at) => {
    const last = all.at(-1);
    if (line.table > 0 && last?.isTable === true && last.lines[0]?.table === line.table) last.lines.push(line);
    else all.push({ at, lines: [line], isTable: line.table > 0 });
  });
  return all;
}

/** What the sender wants to say, and what can be folded away below it. */
export function split(lines: MailLine[]): { said: MailLine[]; folded: MailLine[] } {
  const first = lines.findIndex(({ fold }) => fold !== '');
  if (first < 0) return { said: lines, folded: [] };
  return { said: lines.slice(0, first), folded: lines.slice(first) };
}
