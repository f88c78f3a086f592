import type { ErrorView } from './bindings/ErrorView';
import { theHost } from './host';

/** A command that failed: a stable code, what happened, and what to do. */
export class DeskError extends Error implements ErrorView {
  readonly code: string;
  readonly hint: string;

  constructor(view: ErrorView) {
    super(view.message);
    this.name = 'DeskError';
    this.code = view.code;
    this.hint = view.hint;
  }
}

/** Sends one command. Whatever goes wrong comes back as a `DeskError`. */
export async function call<T>(command: string, args: Record<string, unknown> = {}): Promise<T> {
  try {
    const host = await theHost();
    return (await host.invoke(command, args)) as T;
  } catch (thrown) {
    throw asDeskError(thrown);
  }
}

/** The error of a failed command. What has not the agreed form is shown as it is, under the code `internal`. */
export function asDeskError(thrown: unknown): DeskError {
  if (thrown instanceof DeskError) return thrown;
  if (isErrorView(thrown)) return new DeskError(thrown);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new DeskError({ code: 'internal', message, hint: '' });
}

function isErrorView(thrown: unknown): thrown is ErrorView {
  if (typeof thrown !== 'object' || thrown === null) return false;
  const view = thrown as Partial<Record<keyof ErrorView, unknown>>;
  return typeof view.code === 'string' && typeof view.message === 'string' && typeof view.hint === 'string';
}
