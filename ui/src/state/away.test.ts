import { beforeEach, describe, expect, it } from 'vitest';
import { desk } from '@/api/commands';
import { Away, KEEP, TEAM } from './away.svelte';

let away: Away;

/** The plan for the usual time, and its first ticket that is at stake. */
async function planned() {
  await away.enter();
  const row = away.view?.rows.find(({ proposal }) => proposal !== '');
  if (row === undefined) throw new Error('the fake desk has nothing at stake');
  return row;
}

beforeEach(async () => {
  await desk.setSetting('away', '');
  away = new Away();
});

describe('the times', () => {
  it('are now and eight hours at first', async () => {
    await away.enter();
    expect(away.form).toMatchObject({ from: 'now', to: '+8h' });
    expect((away.view?.to ?? 0) - (away.view?.from ?? 0)).toBe(8 * 3_600);
  });

  it('are remembered when they were planned for', async () => {
    await away.enter();
    Object.assign(away.form, { from: '+1h', to: '+3h', each: '20' });
    await away.plan();
    const next = new Away();
    await next.enter();
    expect(next.form).toEqual({ from: '+1h', to: '+3h', each: '20', everyone: false });
    expect(next.view?.fit?.each_min).toBe(20);
  });

  it('are the usual ones again when the last ones are over', async () => {
    await desk.setSetting('away', JSON.stringify({ from: 'now', to: '2020-01-01T00:00:00Z', each: '15' }));
    await away.enter();
    expect(away.form).toMatchObject({ to: '+8h', each: '15' });
    expect(away.error).toBeNull();
  });

  it('that are nonsense in the settings do no harm', async () => {
    await desk.setSetting('away', '{"from": 7, "else": true');
    await away.enter();
    expect(away.form.from).toBe('now');
  });

  it('keep their instants when the plan is made anew', async () => {
    Object.assign(away.form, { from: '+1h', to: '+3h' });
    await away.plan();
    const { from, to } = away.view ?? {};
    await away.refresh();
    expect(away.view).toMatchObject({ from, to });
  });

  it('that cannot be read leave no old plan on the screen', async () => {
    await away.enter();
    away.form.to = 'soon';
    await away.plan();
    expect(away.error?.title).toBe('Not a time');
    expect(away.view).toBeNull();
  });
});

describe('the hand-over', () => {
  it('starts with the proposals for what does not fit', async () => {
    const row = await planned();
    expect(away.handOf(row)).toBe(row.proposal);
    Object.assign(away.form, { from: '+8h', to: '+8h', each: '1' });
    await away.plan();
    const fits = away.view?.rows.find(({ done_at }) => done_at !== null);
    expect(fits && away.handOf(fits)).toBe(KEEP);
  });

  it('is what the user chose', async () => {
    const row = await planned();
    away.choose(row.row.key, TEAM);
    expect(away.handOver()?.hand).toContainEqual({ key: row.row.key, to: '' });
    away.choose(row.row.key, KEEP);
    expect(away.handOver()?.hand.map(({ key }) => key)).not.toContain(row.row.key);
  });

  it('is posted once, and only after it was looked at', async () => {
    const row = await planned();
    await away.post();
    expect(away.posted).toBeNull();
    await away.preview();
    const tickets = away.notes?.notes.flatMap((note) => note.tickets) ?? [];
    expect(tickets.map(({ key }) => key)).toContain(row.row.key);
    await away.post();
    expect(away.posted?.notes).toBe(tickets.length);
    expect(away.wasHanded(row.row.key)).toBe(true);
    expect(away.handOver()?.hand).toEqual([]);
  });
});
