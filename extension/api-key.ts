import type { SecretStorage } from 'vscode';

const storedUnder = 'afterburner.apiKey';

/** The key of the model endpoint: kept by the editor's secret storage and nowhere else. */
export class ApiKey {
  readonly #secrets: SecretStorage;

  constructor(secrets: SecretStorage) {
    this.#secrets = secrets;
  }

  async read(): Promise<string | null> {
    return (await this.#secrets.get(storedUnder)) ?? null;
  }

  async store(key: string): Promise<void> {
    await this.#secrets.store(storedUnder, key);
  }

  async forget(): Promise<void> {
    await this.#secrets.delete(storedUnder);
  }
}
