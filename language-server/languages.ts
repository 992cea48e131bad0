import { extname } from 'node:path';
import type { EditorLanguage, Outline } from '../daemon/languages/editor-language.ts';

/** The language of a document; one without functions where it is not supported. */
export function languageOf(
  languages: readonly EditorLanguage[],
  languageId: string,
  path: string,
): EditorLanguage {
  return (
    languages.find(({ languageIds }) => languageIds.includes(languageId)) ??
    languages.find(({ extensions }) => extensions.includes(extname(path))) ??
    unsupported
  );
}

const emptyOutline: Outline = {
  edited: () => undefined,
  functions: () => [],
  isProvisional: false,
  settle: () => undefined,
  close: () => undefined,
};

const unsupported: EditorLanguage = {
  id: '',
  languageIds: [],
  extensions: [],
  openOutline: () => emptyOutline,
  code: (text) => text,
  exampleCase: () => null,
  impurities: () => [],
  linkedProblem: () => null,
  linkEdits: () => null,
};
