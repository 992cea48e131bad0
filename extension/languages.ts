/** Languages whose functions can be measured, by the editor's names for them, with their suffix. */
export const supportedLanguages = { python: '.py' } as const satisfies Record<string, string>;

/** Only what is a file on this machine: code runs where its file is. */
export const documentSelector = Object.keys(supportedLanguages).map((language) => ({
  language,
  scheme: 'file',
}));

export function isSupported(document: {
  readonly languageId: string;
  readonly uri: { readonly scheme: string };
}): boolean {
  return document.uri.scheme === 'file' && document.languageId in supportedLanguages;
}
