import type { EnclosureView } from '@/api/bindings/EnclosureView';
import { asDeskError, type DeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { composer } from './composer.svelte';

/** Files that go with the text that is being written. They are in the data file as soon as they are listed. */
class Enclosures {
  busy = $state(false);
  error = $state.raw<DeskError | null>(null);

  /** Those of the text in the field. */
  get list(): EnclosureView[] {
    return composer.attached;
  }

  /** Takes files in, one after the other. */
  async add(files: FileList | null): Promise<void> {
    const { key, kind } = this.place();
    if (key === null || kind === null || files === null) return;
    this.busy = true;
    this.error = null;
    for (const file of files) {
      try {
        await desk.enclose(key, kind, file.name, await encoded(file));
      } catch (thrown) {
        this.error = asDeskError(thrown);
      }
    }
    await composer.again();
    this.busy = false;
  }

  /** Takes one away again. */
  async remove(id: string): Promise<void> {
    const { key } = this.place();
    if (key === null) return;
    if (composer.drop(id)) return;
    try {
      await desk.removeEnclosure(key, id);
    } catch (thrown) {
      this.error = asDeskError(thrown);
    }
    await composer.again();
  }

  private place(): { key: string | null; kind: string | null } {
    return { key: composer.view?.key ?? null, kind: composer.writing };
  }
}

/** The bytes of a file in base64, behind the head of a `data:` address. */
function encoded(file: File): Promise<string> {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(typeof reader.result === 'string' ? reader.result : '');
    reader.onerror = () => failed(new Error(`${file.name} cannot be read.`));
    reader.readAsDataURL(file);
  });
}

export const enclosures = new Enclosures();
