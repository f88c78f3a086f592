import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MailTarget } from '@/api/bindings/MailTarget';
import { desk } from '@/api/commands';
import { Mail } from './mail.svelte';
import { notices } from './notices.svelte';

const target: MailTarget = {
  address: 'https://evil.example/log',
  kind: 'web',
  host: 'evil.example',
  words: 'the log',
  warnings: [],
  refusal: '',
};

describe('links and pictures of mail', () => {
  let mail: Mail;

  beforeEach(() => {
    mail = new Mail();
    vi.spyOn(desk, 'mailLink').mockResolvedValue(target);
    vi.spyOn(desk, 'openMailLink').mockResolvedValue(null);
    vi.spyOn(desk, 'mailPictures').mockResolvedValue([]);
    vi.spyOn(notices, 'showError').mockImplementation(() => undefined);
  });
  afterEach(() => vi.restoreAllMocks());

  it('a link opens after the question and with the address that was shown', async () => {
    await mail.ask('a/1', 'e', 3);
    expect(desk.openMailLink).not.toHaveBeenCalled();
    await mail.open();
    expect(desk.openMailLink).toHaveBeenCalledWith('a/1', 'e', 3, 'https://evil.example/log');
    expect(mail.asked).toBe(null);
  });

  it('nothing opens that was refused, or that nobody asked about', async () => {
    vi.mocked(desk.mailLink).mockResolvedValue({ ...target, address: '', refusal: 'No.' });
    await mail.open();
    await mail.ask('a/1', 'e', 0);
    await mail.open();
    expect(desk.openMailLink).not.toHaveBeenCalled();
  });

  it('pictures are loaded for the message that was asked for, and no other', async () => {
    const loading = mail.load('a/1', 'e');
    expect(mail.loaded('a/1', 'e')).toBe(null);
    await loading;
    expect([mail.loaded('a/1', 'e'), mail.loaded('a/1', 'f'), mail.loaded('b/1', 'e')]).toEqual([
      [],
      undefined,
      undefined,
    ]);
  });

  it('pictures that cannot be loaded can be asked for again', async () => {
    vi.mocked(desk.mailPictures).mockRejectedValue({ code: 'no-network-client', message: 'No.', hint: 'Yes.' });
    await mail.load('a/1', 'e');
    expect(mail.loaded('a/1', 'e')).toBe(undefined);
    expect(notices.showError).toHaveBeenCalled();
  });
});
