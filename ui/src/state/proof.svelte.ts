import type { VerifyView } from '@/api/bindings/VerifyView';
import { asDeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { type ErrorShown, shown } from './errors';

/** Proofs are small; a larger file was chosen by mistake. */
const LARGEST_BYTES = 8 * 1024 * 1024;

/** Writing the proof of one ticket. */
export class ProofWriting {
  /** Where the file is; empty before it is written. */
  file = $state('');
  error = $state<ErrorShown | null>(null);
  busy = $state(false);

  async write(key: string): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.error = null;
    try {
      this.file = await desk.saveProof(key);
    } catch (thrown) {
      this.error = shown(asDeskError(thrown));
    } finally {
      this.busy = false;
    }
  }
}

/** Checking a proof that somebody sent. */
export class ProofChecking {
  text = $state('');
  /** Whether the portal is asked too. */
  online = $state(false);
  result = $state.raw<VerifyView | null>(null);
  error = $state<ErrorShown | null>(null);
  busy = $state(false);

  /** Another text makes the last answer void. */
  edited(): void {
    this.result = null;
    this.error = null;
  }

  /** Takes the text of a file. */
  async read(file: Pick<File, 'name' | 'size' | 'text'>): Promise<void> {
    this.edited();
    if (file.size > LARGEST_BYTES) {
      const message = `The file ${file.name} is larger than 8 MiB, and no proof is.`;
      this.error = shown({ code: 'no-proof', message, hint: 'Choose the file that Gnomon has written.' });
      return;
    }
    this.text = await file.text();
  }

  async check(): Promise<void> {
    if (this.busy) return;
    this.edited();
    this.busy = true;
    try {
      this.result = await desk.verify(this.text, this.online);
    } catch (thrown) {
      this.error = shown(asDeskError(thrown));
    } finally {
      this.busy = false;
    }
  }
}
