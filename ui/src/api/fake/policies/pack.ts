import type { PolicyRow } from '../../bindings/PolicyRow';
import type { PolicyView } from '../../bindings/PolicyView';

/** Keys that say where a row comes from or which row it is, and no value. */
const ABOUT = ['id', 'clause', 'basis', 'note'];
const NAMES = ['label', 'name', 'title', 'text', 'reason'];

interface Table {
  path: string;
  entries: Map<string, string>;
}

/** A pack's text as the desk shows it. It reads the TOML that the packs are written in, and no other. */
export function readPack(text: string): PolicyView {
  const [head, ...tables] = tablesOf(text);
  const said = (key: string) => head?.entries.get(key) ?? '';
  const rows = tables.filter(({ entries }) => entries.has('basis')).map(rowOf);
  return {
    id: said('id'),
    name: said('product').startsWith(said('vendor')) ? said('product') : `${said('vendor')} ${said('product')}`,
    title: [said('title'), said('dated')].filter(Boolean).join(', '),
    document: said('document'),
    changed: false,
    assumed: rows.filter(({ basis }) => basis === 'assumed').length,
    rows,
  };
}

function rowOf({ path, entries }: Table): PolicyRow {
  const said = (key: string) => entries.get(key) ?? '';
  const named = NAMES.map(said).find((name) => name !== '');
  const words = path
    .split('.')
    .slice(1)
    .filter((word) => word !== 'targets');
  return {
    path,
    section: path.split('.')[0] ?? '',
    name: named ?? words.join(', ').replaceAll('-', ' '),
    values: [...entries]
      .filter(([key]) => !ABOUT.includes(key))
      .map(([key, value]) => ({ key, text: value, before: null })),
    basis: said('basis'),
    basis_before: '',
    clause: said('clause'),
    note: said('note'),
  };
}

function tablesOf(text: string): Table[] {
  const tables: { name: string; many: boolean; entries: Map<string, string> }[] = [
    { name: '', many: false, entries: new Map() },
  ];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const header = /^\[(\[?)([\w.-]+)\]/.exec(line);
    if (header !== null) {
      tables.push({ name: header[2] ?? '', many: header[1] === '[', entries: new Map() });
      continue;
    }
    const entry = /^([\w-]+) = (.*)$/.exec(line);
    if (entry === null) continue;
    let value = entry[2] ?? '';
    while (isOpen(value)) value += `\n${lines[(at += 1)] ?? ''}`;
    tables.at(-1)?.entries.set(entry[1] ?? '', unquoted(value));
  }
  return named(tables);
}

/** Writes the identifiers of the rows above into the paths. */
function named(tables: { name: string; many: boolean; entries: Map<string, string> }[]): Table[] {
  const last = new Map<string, string>();
  return tables.map(({ name, many, entries }) => {
    if (many) last.set(name, entries.get('id') ?? '');
    const parts = name.split('.');
    const path = parts.flatMap((part, at) => {
      const id = last.get(parts.slice(0, at + 1).join('.'));
      return id === undefined ? [part] : [part, id];
    });
    return { path: path.join('.'), entries };
  });
}

function isOpen(value: string): boolean {
  const bare = value.replace(/"(?:[^"\\]|\\.)*"/g, '');
  return (bare.match(/[[{]/g)?.length ?? 0) > (bare.match(/[\]}]/g)?.length ?? 0);
}

function unquoted(value: string): string {
  return value.startsWith('"') ? (JSON.parse(value) as string) : value;
}
