import {
  type CancellationToken,
  CodeActionKind,
  type CodeLens,
  type Connection,
  ExecuteCommandRequest,
  type InitializeResult,
  MessageType,
  TextDocumentSyncKind,
  WorkDoneProgressCancelNotification,
} from 'vscode-languageserver';
import { cancelMethod, type EditorRequest, editorRequests } from '../protocol/editor.ts';
import { serverCommands, trustedMethod } from '../protocol/editor.ts';
import { fail, type Failure } from '../protocol/failures.ts';
import { actionKind } from './actions.ts';
import { type ClientFacts, clientFacts } from './client-facts.ts';
import { execute } from './commands.ts';
import { answerEditor } from './editor-requests.ts';
import { codeActions, codeLenses, hover, resolveAction } from './features.ts';
import { showMessage } from './message.ts';
import { Session, type SessionOptions } from './session.ts';

export interface ServerParts extends Omit<SessionOptions, 'connection' | 'client' | 'languages'> {
  readonly version: string;
  /** Their grammars are being loaded; the client waits for them. */
  readonly languages: Promise<SessionOptions['languages']>;
}

/** Wires a client to a session: which message is answered by what. */
export function serve(connection: Connection, parts: ServerParts): void {
  let session: Session | null = null;

  connection.onInitialize(async (params) => {
    const client = clientFacts(params);
    session = new Session({ ...parts, connection, client, languages: await parts.languages });
    session.documents.listen(connection);
    return announced(client, parts.version);
  });
  connection.onInitialized(() => {
    // Not earlier: the library puts a handler of its own there when it is initialized.
    connection.onNotification(WorkDoneProgressCancelNotification.type, ({ token }) =>
      session?.runs.cancel(String(token)),
    );
    report(session?.begin());
  });
  connection.onShutdown(() => session?.close());
  connection.onDidChangeConfiguration(({ settings }) => session?.toldSettings(settings));

  connection.onCodeLens(({ textDocument: { uri } }) => lenses(uri));
  connection.onHover(({ textDocument: { uri }, position }) =>
    session === null ? null : hover(session, uri, position),
  );
  connection.onCodeAction((params) => (session === null ? [] : codeActions(session, params)));
  connection.onCodeActionResolve(async (action) => {
    if (session === null) return action;
    const resolved = await resolveAction(session, action);
    if (resolved.ok) return resolved.value;
    show(resolved.failure);
    return action;
  });
  // Not by onExecuteCommand, which takes the client's token out of the parameters.
  connection.onRequest(ExecuteCommandRequest.type, async (params, cancellation) => {
    if (session === null) return notReady;
    const [argument] = params.arguments ?? [];
    const token = params.workDoneToken === undefined ? null : String(params.workDoneToken);
    const signal = aborted(cancellation);
    const result = await execute(session, params.command, argument, token, signal);
    const isToldByClient = session.client.ownsCommands || result.ok;
    if (!isToldByClient && result.failure.code !== 'cancelled') show(result.failure);
    return result;
  });

  for (const name of Object.keys(editorRequests) as EditorRequest[]) {
    connection.onRequest(name, async (params: unknown, cancellation: CancellationToken) => {
      if (session === null) return notReady;
      try {
        return await answerEditor(session, name, params, aborted(cancellation));
      } catch (error) {
        connection.console.error(`${name} threw: ${described(error)}`);
        return fail('internal', `Something broke in the language server (${name}).`);
      }
    });
  }
  connection.onNotification(trustedMethod, () => report(session?.trust()));
  connection.onNotification(cancelMethod, (params: { readonly token?: unknown } | null) => {
    if (typeof params?.token === 'string') session?.runs.cancel(params.token);
  });

  function lenses(uri: string): CodeLens[] {
    return session === null ? [] : [...codeLenses(session, uri)];
  }

  function show({ message, hint }: Failure): void {
    showMessage(connection, MessageType.Error, `${message} ${hint}`);
  }

  /** What is done without being asked for tells only the log when it breaks. */
  function report(work: Promise<void> | undefined): void {
    work?.catch((error: unknown) => connection.console.error(described(error)));
  }
}

const notReady = fail('usage', 'The language server was not initialized.');

function announced(client: ClientFacts, version: string): InitializeResult {
  return {
    serverInfo: { name: 'Afterburner', version },
    capabilities: {
      positionEncoding: 'utf-16',
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      codeLensProvider: { resolveProvider: false },
      hoverProvider: true,
      codeActionProvider: {
        codeActionKinds: [CodeActionKind.RefactorRewrite, actionKind],
        resolveProvider: true,
      },
      ...(client.ownsCommands
        ? {}
        : {
            executeCommandProvider: {
              commands: Object.values(serverCommands),
              workDoneProgress: true,
            },
          }),
    },
  };
}

function aborted(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

function described(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
