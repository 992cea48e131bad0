import { type Connection, type MessageType, ShowMessageNotification } from 'vscode-languageserver';

/** A sentence for the user that asks for no answer: the library's own way would wait for one. */
export function showMessage(connection: Connection, type: MessageType, message: string): void {
  connection
    .sendNotification(ShowMessageNotification.type, { type, message })
    .catch(() => undefined);
}
