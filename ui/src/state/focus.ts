import { actions, Keyboard, type Stroke } from './keyboard';

/** Carries out the keys of a window through the key map, until the returned function is called. */
export function followKeys(target: Window): () => void {
  const keyboard = new Keyboard();
  const pressed = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    // An open dialog has the keys for itself.
    if (target.document.querySelector('dialog[open]') !== null) return;
    const action = keyboard.feed(strokeOf(event));
    if (action !== null && actions.run(action)) event.preventDefault();
  };
  target.addEventListener('keydown', pressed);
  return () => target.removeEventListener('keydown', pressed);
}

function strokeOf(event: KeyboardEvent): Stroke {
  const modified = event.ctrlKey || event.altKey || event.metaKey;
  return { key: event.key, modified, focus: focusOf(event.target), at: event.timeStamp };
}

function focusOf(target: EventTarget | null): Stroke['focus'] {
  if (!(target instanceof Element)) return 'page';
  if (target.closest('input, select, textarea') !== null) return 'field';
  if (target.closest('button, a, summary') !== null) return 'control';
  return target.closest('[data-scrolls]') === null ? 'page' : 'pane';
}
