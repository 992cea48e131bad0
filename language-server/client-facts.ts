import type { InitializeParams } from 'vscode-languageserver';
import { initializationOptionsSchema } from '../protocol/editor.ts';

/** What the client said of itself, as far as it matters here. */
export interface ClientFacts {
  readonly ownsCommands: boolean;
  readonly trusted: boolean;
  readonly usedBefore: boolean;
  readonly showsProposals: boolean;
  /** It can be asked for its settings. */
  readonly hasConfiguration: boolean;
  readonly refreshesLenses: boolean;
  readonly showsProgress: boolean;
  /** Its edits can name the version of the document that they are for. */
  readonly versionsEdits: boolean;
  /** It asks for an action's edit when the action is chosen. */
  readonly resolvesEdits: boolean;
  readonly hoversMarkdown: boolean;
}

/** Options that make no sense count as not given. */
export function clientFacts({
  capabilities,
  initializationOptions,
}: InitializeParams): ClientFacts {
  const parsed = initializationOptionsSchema.safeParse(initializationOptions ?? {});
  const options = parsed.success ? parsed.data : initializationOptionsSchema.parse({});
  const { workspace, window, textDocument } = capabilities;
  return {
    ...options,
    hasConfiguration: workspace?.configuration === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    showsProgress: window?.workDoneProgress === true,
    versionsEdits: workspace?.workspaceEdit?.documentChanges === true,
    resolvesEdits:
      textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true &&
      textDocument.codeAction.dataSupport === true,
    hoversMarkdown: textDocument?.hover?.contentFormat?.includes('markdown') ?? true,
  };
}
