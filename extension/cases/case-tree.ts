import { Range, workspace, type TestController, type TestItem, type Uri } from 'vscode';
import { outlineCases, type CaseOutline } from './case-outline.ts';
import { sourcesOf } from './source-of.ts';

export const caseFiles = '**/*.cases.json';
/** Packages' own cases, if any, are not the user's. */
const notHere = '**/{node_modules,.venv,venv,.git}/**';

/** What a case file is about. */
export interface Subject {
  readonly source: Uri;
  readonly function: string;
}

/** The tree of the test view: a file, and in it its cases, each where it stands. */
export class CaseTree {
  readonly #controller: TestController;
  readonly #outlines = new WeakMap<TestItem, CaseOutline>();

  constructor(controller: TestController) {
    this.#controller = controller;
  }

  /** Every case file of the workspace; their cases are looked for when an item is opened. */
  async discover(): Promise<void> {
    for (const uri of await workspace.findFiles(caseFiles, notHere)) this.fileItem(uri);
  }

  fileItem(uri: Uri): TestItem {
    const known = this.#controller.items.get(uri.toString());
    if (known) return known;
    const item = this.#controller.createTestItem(
      uri.toString(),
      workspace.asRelativePath(uri),
      uri,
    );
    item.canResolveChildren = true;
    this.#controller.items.add(item);
    return item;
  }

  /** Reads the file's text, as the editor has it where it is open. */
  async resolve(item: TestItem): Promise<void> {
    const { uri } = item;
    if (uri === undefined) return;
    const text = await textOf(uri);
    if (text === null) this.#controller.items.delete(item.id);
    else this.update(item, uri, text);
  }

  update(item: TestItem, uri: Uri, text: string): void {
    const outline = outlineCases(text);
    this.#outlines.set(item, outline);
    item.description = outline.function ?? '';
    item.children.replace(
      outline.cases.map(({ id, span }, index) => {
        const name =
          outline.cases.findIndex((one) => one.id === id) === index ? id : `${id} ${index}`;
        const child = this.#controller.createTestItem(name, id, uri);
        const { start, end } = span;
        child.range = new Range(start.line, start.character, end.line, end.character);
        child.sortText = String(index).padStart(6, '0');
        return child;
      }),
    );
  }

  remove(uri: Uri): void {
    this.#controller.items.delete(uri.toString());
  }

  /** The source file that stands beside a case file, and the function; null where none does. */
  async subject(item: TestItem): Promise<Subject | null> {
    if (item.uri === undefined) return null;
    const named = this.#outlines.get(item)?.function ?? null;
    for (const guess of sourcesOf(item.uri.path)) {
      const name = named ?? guess.function;
      const source = item.uri.with({ path: guess.path });
      if (name !== null && (await isFile(source))) return { source, function: name };
    }
    return null;
  }
}

async function textOf(uri: Uri): Promise<string | null> {
  const open = workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  if (open) return open.getText();
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    return null;
  }
}

async function isFile(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
