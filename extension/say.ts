/**
 * Puts a sentence into the user's language: `vscode.l10n.t`, or in a test a plain stand-in. What
 * decides on the wording takes it as a parameter, and so needs no editor to be tested.
 */
export type Say = (sentence: string, ...values: (string | number)[]) => string;
