import { describe, expect, it } from 'vitest';
import type { RemoteTool } from '@/api/bindings/RemoteTool';
import { addressWords, kept } from './fields';

const tool = (id: string, ...fields: string[]): RemoteTool => ({
  tool: id,
  label: id,
  named: true,
  fields,
  default_port: '',
  allowed: true,
  reasons: [],
});
const ssh = tool('ssh', 'host', 'port', 'user', 'jump');
const rdp = tool('rdp', 'host', 'port', 'user');
const anydesk = tool('anydesk', 'id');
const rustdesk = tool('rustdesk', 'id');
const typed = { host: 'db', port: '2222', user: 'jo', jump: 'gate' };

describe('the fields of a tool', () => {
  it.each([
    ['another tool for hosts keeps host and user', ssh, rdp, { host: 'db', port: '', user: 'jo', jump: '' }],
    ['an ID is of one tool only', anydesk, rustdesk, { host: '', port: '', user: 'jo', jump: '' }],
    ['a host is no ID', ssh, anydesk, { host: '', port: '', user: '', jump: '' }],
    ['the same tool keeps all', ssh, ssh, typed],
  ])('%s', (_, from, to, expected) => {
    expect(kept(typed, from, to)).toEqual(expected);
  });

  it('are named after what the customer has', () => {
    expect(addressWords(rustdesk)?.label).toBe('rustdesk ID');
    expect(addressWords(anydesk)?.label).toBe('AnyDesk address');
    expect(addressWords(tool('quick-assist'))).toBeNull();
  });
});
