import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PromisedView } from '@/api/bindings/PromisedView';
import { DeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { Promised } from './promised.svelte';

const answer = (key: string) => ({ key }) as PromisedView;

afterEach(() => vi.restoreAllMocks());

describe('what was promised', () => {
  it('shows the answers of the ticket that was asked for last', async () => {
    let arrive: (view: PromisedView) => void = () => undefined;
    const late = new Promise<PromisedView>((resolve) => (arrive = resolve));
    vi.spyOn(desk, 'promised').mockImplementation((key) => (key === 'a' ? late : Promise.resolve(answer(key))));
    const promised = new Promised();
    const first = promised.load('a');
    await promised.load('b');
    arrive(answer('a'));
    await first;
    expect(promised.view?.key).toBe('b');
  });

  it('keeps the answers of the same ticket while it asks again, and drops those of another', async () => {
    const promised = new Promised();
    vi.spyOn(desk, 'promised').mockImplementation(async (key) => answer(key));
    await promised.load('a');
    const again = promised.load('a');
    expect(promised.view?.key).toBe('a');
    await again;
    const other = promised.load('b');
    expect(promised.view).toBeNull();
    await other;
  });

  it('tells an error and forgets it with the next answer', async () => {
    const promised = new Promised();
    const asked = vi.spyOn(desk, 'promised');
    asked.mockRejectedValueOnce(new DeskError({ code: 'unknown-ticket', message: 'Gone.', hint: '' }));
    await promised.load('a');
    expect(promised.error?.code).toBe('unknown-ticket');
    asked.mockResolvedValueOnce(answer('a'));
    await promised.load('a');
    expect(promised.error).toBeNull();
  });
});
