import type { OperationView } from '@/api/bindings/OperationView';
import { countdown } from '@/parts/time/format';

/** Where an operation stands, in a few words. */
export function standing(operation: OperationView, now: number): string {
  switch (operation.shape) {
    case 'holding':
      return held(operation, now) > 0 ? `leaves in ${countdown(held(operation, now))}` : 'leaves now';
    case 'queued':
      if (operation.retry_at !== null && operation.retry_at > now) {
        return `waits, next try in ${countdown(operation.retry_at - now)}`;
      }
      return 'waits to leave';
    case 'sending':
      return 'is leaving';
    case 'unknown':
      return 'answer lost, Gnomon looks whether it arrived';
    case 'unsure':
      return 'may have arrived: look and decide';
    case 'conflict':
      return 'stopped: something came in between';
    case 'rejected':
      return 'refused by the portal';
    case 'delivered':
      return 'delivered';
    case 'cancelled':
      return 'taken back';
  }
}

/** Whether it waits for the user. */
export function needsYou({ shape }: OperationView): boolean {
  return shape === 'unsure' || shape === 'conflict' || shape === 'rejected';
}

/** What is said about a reply that reaches the customer after its clock. */
export function lateness({ late, accepted }: OperationView): string {
  if (!late) return '';
  return accepted === null ? 'the deadline has passed' : 'arrived after the deadline';
}

function held({ hold_until }: OperationView, now: number): number {
  return hold_until === null ? 0 : hold_until - now;
}
