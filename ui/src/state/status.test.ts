import { expect, it, vi } from 'vitest';
import type { StatusView } from '@/api/bindings/StatusView';
import { desk } from '@/api/commands';
import { Status } from './status.svelte';

it('whoever asks while another question is under way waits for an answer', async () => {
  const answers: ((value: StatusView) => void)[] = [];
  const asked = vi.spyOn(desk, 'status').mockImplementation(() => new Promise((done) => answers.push(done)));
  const answer = (now: number) =>
    answers.shift()?.({ now, now_ms: 0, zone: 'UTC', accounts: [], damage: null } as never);
  const status = new Status();
  const wishes = [status.refresh(), status.refresh(), status.refresh()];
  let seen: number | undefined;
  void wishes[2]?.then(() => (seen = status.value?.now));
  answer(1);
  await vi.waitFor(() => expect(answers.length).toBe(1));
  expect(seen, 'the first answer may be older than the last wish').toBeUndefined();
  answer(2);
  await Promise.all(wishes);
  expect(seen).toBe(2);
  expect(asked).toHaveBeenCalledTimes(2);
});
