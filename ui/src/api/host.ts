/** What the window needs from whatever runs it: the desktop shell, or the fake one of development and tests. */
export interface Host {
  invoke(command: string, args: Record<string, unknown>): Promise<unknown>;
  /** Calls `heard` for every event of this name until the returned function is called. */
  listen(event: string, heard: (payload: unknown) => void): Promise<() => void>;
  setFullscreen(on: boolean): Promise<void>;
}

let host: Promise<Host> | undefined;

/** The host of this build. The fake one is not in a production bundle: the condition is settled when it is built. */
export function theHost(): Promise<Host> {
  host ??=
    import.meta.env.MODE === 'fake'
      ? import('./fake/host').then((module) => module.fakeHost())
      : import('./tauri').then((module) => module.tauriHost);
  return host;
}
