import type { ImportPreview } from '@/api/bindings/ImportPreview';
import { asDeskError, DeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { type ErrorShown, shown } from './errors';

/** A file of contracts: what it would change, and the wish to do so. */
export class ContractImport {
  preview = $state<ImportPreview | null>(null);
  error = $state<ErrorShown | null>(null);
  busy = $state(false);
  private text = '';

  /** Reads the file and asks what it would change. */
  async read(file: File): Promise<void> {
    await this.attempt(async () => {
      this.preview = null;
      this.text = textOf(await file.arrayBuffer());
      this.preview = await desk.previewContracts(file.name, this.text);
    });
  }

  /** Makes exactly the changes that are shown; answers what was done, or `null` when it did not work. */
  async apply(): Promise<string | null> {
    const { preview } = this;
    let said: string | null = null;
    if (preview === null) return said;
    await this.attempt(async () => {
      const done = await desk.importContracts(preview.name, this.text, preview.mark);
      const lines = done.refused === 1 ? '1 line was' : `${done.refused} lines were`;
      const refused = done.refused === 0 ? '' : ` ${lines} refused.`;
      said = `${done.values} values of ${done.contracts} contracts were imported from ${preview.name}.${refused}`;
    });
    return said;
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      await work();
      this.error = null;
    } catch (thrown) {
      this.error = shown(asDeskError(thrown));
    } finally {
      this.busy = false;
    }
  }
}

/** Letters of another code would be read as wrong ones: better to say so. */
function textOf(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const message = 'The file is not in UTF-8.';
    throw new DeskError({ code: 'not-utf8', message, hint: 'Save it in the spreadsheet as “CSV UTF-8”.' });
  }
}
