import type { StartView } from '../bindings/StartView';

/** What the desk answers in each phase of its start. */
export function fakeStart(phase: string): StartView {
  const reason = 'The keyring of this computer cannot be used: it did not answer within 15 seconds.';
  if (phase === 'locked') return { phase: 'locked', reason, keyring: true };
  if (phase === 'damaged') {
    return {
      phase: 'broken',
      error: {
        code: 'damaged-database',
        message: '~/.local/share/gnomon/gnomon.db is damaged: pages are missing or do not fit together.',
        hint: 'Restore a backup of the data folder, or save what can be read and start anew; nothing was overwritten.',
      },
      way_out: 'rescue',
    };
  }
  if (phase === 'broken') {
    const message = 'The data file was written by a newer version of Gnomon (schema 9, this one knows 7).';
    return {
      phase: 'broken',
      error: { code: 'newer-database', message, hint: 'Install the newer version again. The file was not changed.' },
      way_out: 'leave-alone',
    };
  }
  if (phase === 'welcome') return { phase: 'welcome', keyring: true, keyring_problem: '' };
  if (phase === 'no-keyring') {
    return { phase: 'welcome', keyring: false, keyring_problem: 'No Secret Service answers on the session bus.' };
  }
  return { phase: 'ready', demo: true };
}
