import { commands, type Memento } from 'vscode';

const storedUnder = 'afterburner.usedBefore';

/** Whether anything was measured in this workspace: only then is the daemon woken to tell of it. */
export class UsedBefore {
  readonly #state: Memento;

  constructor(state: Memento) {
    this.#state = state;
    void commands.executeCommand('setContext', 'afterburner.used', this.value);
  }

  get value(): boolean {
    return this.#state.get<boolean>(storedUnder) ?? false;
  }

  mark(): void {
    if (this.value) return;
    void this.#state.update(storedUnder, true);
    void commands.executeCommand('setContext', 'afterburner.used', true);
  }
}
