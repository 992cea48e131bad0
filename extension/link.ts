import type { EditorParams, EditorRequest, EditorResult } from '../protocol/editor.ts';
import type { Result } from '../protocol/failures.ts';

/** Asks the language server, and through it the daemon. Never rejects: a failure is an answer. */
export type Ask = <Name extends EditorRequest>(
  name: Name,
  params: EditorParams<Name>,
  signal?: AbortSignal,
) => Promise<Result<EditorResult<Name>>>;
