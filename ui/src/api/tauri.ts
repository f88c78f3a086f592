import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import { getCurrentWindow } from '@tauri-apps/api/window';
import type { Host } from './host';

/** The desktop shell. */
export const tauriHost: Host = {
  invoke: (command, args) => invoke(command, args),
  listen: (event, heard) => listen(event, (message) => heard(message.payload)),
  setFullscreen: (on) => getCurrentWindow().setFullscreen(on),
};
