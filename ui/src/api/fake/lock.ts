import type { ProtectionView } from '../bindings/ProtectionView';

export function fakeProtection(phase: string): ProtectionView {
  return phase === 'demo' ? 'nothing' : 'passphrase';
}

export function fakePassphrase({ passphrase }: { passphrase: string }): ProtectionView {
  if (passphrase.length >= 8) return 'passphrase';
  throw {
    code: 'short-passphrase',
    message: 'A passphrase needs at least 8 characters.',
    hint: 'Several words are easy to remember.',
  };
}
