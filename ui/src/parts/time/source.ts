import { getContext, setContext } from 'svelte';

/** Where the parts read the time: the corrected one of the desk, in whole seconds, and the computer's zone. */
export interface TimeSource {
  readonly now: number;
  readonly zone: string;
}

const key = Symbol('time');

/** Gives the time to every part below. */
export function provideTime(source: TimeSource): void {
  setContext(key, source);
}

/** The time that was given above. */
export function theTime(): TimeSource {
  return getContext<TimeSource>(key);
}
