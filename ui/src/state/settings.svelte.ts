import type { FilesView } from '@/api/bindings/FilesView';
import { asDeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { notices } from './notices.svelte';

export const themes = ['system', 'dark', 'light', 'contrast'] as const;
/** Seconds that can be chosen for undoing. */
export const undoTimes = [0, 5, 10, 30, 60] as const;
/** What can be set for files, in megabytes, and what counts while nothing is. */
export const fileLimits = { file_limit_mb: 25, files_limit_mb: 500, away_limit_mb: 200 } as const;
export type FileSetting = keyof typeof fileLimits;
/** Minutes without a key or the mouse after which the console locks itself; 0 is never. */
export const idleTimes = [0, 5, 15, 30, 60] as const;
export type Theme = (typeof themes)[number];

/** The theme to draw for a wish and what the system prefers. */
export function themeFor(wish: Theme, prefers: { dark: boolean; contrast: boolean }): string {
  const base = wish === 'dark' || wish === 'light' ? wish : prefers.dark ? 'dark' : 'light';
  const contrast = wish === 'contrast' || (wish === 'system' && prefers.contrast);
  return contrast ? `contrast-${base}` : base;
}

/** What the user set; kept by the desk. */
class Settings {
  theme = $state<Theme>('system');
  /** For how many seconds a change can be undone before it leaves. */
  undo = $state(10);
  /** Rows of 32 instead of 44 pixels. */
  compact = $state(false);
  /** What was set for files; the rest is as it comes. */
  files = $state<Partial<Record<FileSetting, string>>>({});
  /** After how many days the texts of closed tickets are erased; empty is never. */
  keepDays = $state('');
  /** How much room files take. */
  room = $state.raw<FilesView | null>(null);
  /** Minutes of rest after which the console locks itself; 0 is never. */
  lockAfter = $state(0);
  /** Whether it locks itself when the computer has slept. */
  lockOnWake = $state(false);

  /** Groups of portals whose members may overrule a policy, with commas between. */
  leadGroups = $state('');

  async load(): Promise<void> {
    try {
      const kept = await desk.settings();
      this.theme = themes.find((theme) => theme === kept.theme) ?? 'system';
      this.undo = undoTimes.find((seconds) => String(seconds) === kept.undo_s) ?? 10;
      this.compact = kept.rows === 'compact';
      this.leadGroups = kept.lead_groups ?? '';
      const { file_limit_mb, files_limit_mb, away_limit_mb } = kept;
      this.files = { file_limit_mb, files_limit_mb, away_limit_mb };
      this.keepDays = kept.keep_days ?? '';
      this.lockAfter = idleTimes.find((minutes) => String(minutes) === kept.lock_after_min) ?? 0;
      this.lockOnWake = kept.lock_on_wake === 'yes';
    } catch (thrown) {
      notices.showError(asDeskError(thrown));
    }
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    void this.keep('theme', theme);
  }

  setUndo(seconds: number): void {
    this.undo = seconds;
    void this.keep('undo_s', String(seconds));
  }

  setCompact(compact: boolean): void {
    this.compact = compact;
    void this.keep('rows', compact ? 'compact' : 'normal');
  }

  setLeadGroups(groups: string): void {
    this.leadGroups = groups.trim();
    void this.keep('lead_groups', this.leadGroups);
  }

  async readRoom(): Promise<void> {
    try {
      this.room = await desk.files();
    } catch (thrown) {
      notices.showError(asDeskError(thrown));
    }
  }

  /** A limit in megabytes; what is no number forgets it. */
  setFiles(name: FileSetting, text: string): void {
    const value = whole(text);
    this.files = { ...this.files, [name]: value };
    void this.keep(name, value).then(() => this.readRoom());
  }

  setKeepDays(text: string): void {
    this.keepDays = whole(text);
    void this.keep('keep_days', this.keepDays);
  }

  setLockAfter(minutes: number): void {
    this.lockAfter = minutes;
    void this.keep('lock_after_min', String(minutes));
  }

  setLockOnWake(locks: boolean): void {
    this.lockOnWake = locks;
    void this.keep('lock_on_wake', locks ? 'yes' : 'no');
  }

  private async keep(name: string, value: string): Promise<void> {
    try {
      await desk.setSetting(name, value);
    } catch (thrown) {
      notices.showError(asDeskError(thrown));
      // What is shown as set is what is kept.
      await this.load();
    }
  }
}

/** A whole number above zero as it was typed; anything else is empty. */
function whole(text: string): string {
  const trimmed = text.trim();
  return /^[1-9][0-9]{0,5}$/.test(trimmed) ? trimmed : '';
}

export const settings = new Settings();
