import type { Transcript } from './transcript.ts';

/** What came of one request. */
export type Outcome =
  | { readonly kind: 'answered'; readonly transcript: Transcript }
  /** The endpoint said no, in the status line or in the body. */
  | {
      readonly kind: 'rejected';
      readonly status: number;
      readonly text: string;
      readonly requestedDelayMs: number | null;
    }
  /** No connection, or it broke or fell silent: another try may do. */
  | { readonly kind: 'broken'; readonly text: string; readonly mayPass: boolean }
  /** No complete answer within the time limit. */
  | { readonly kind: 'overdue' }
  /** It answered, but not as a chat API does. */
  | { readonly kind: 'garbled'; readonly text: string }
  | { readonly kind: 'cancelled' };
