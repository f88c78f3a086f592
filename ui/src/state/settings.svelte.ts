import { asDeskError } from '@/api/call';
import { desk } from '@/api/commands';
import { notices } from './notices.svelte';

export const themes = ['system', 'dark', 'light', 'contrast'] as const;
/** Seconds that can be chosen for undoing. */
export const undoTimes = [0, 5, 10, 30, 60] as const;
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
  /** Minutes of rest after which the console locks itself; 0 is never. */
  lockAfter = $state(0);
  /** Whether it locks itself when the computer has slept. */
  lockOnWake = $state(false);

  async load(): Promise<void> {
    try {
      const kept = await desk.settings();
      this.theme = themes.find((theme) => theme === kept.theme) ?? 'system';
      this.undo = undoTimes.find((seconds) => String(seconds) === kept.undo_s) ?? 10;
      this.compact = kept.rows === 'compact';
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

export const settings = new Settings();
