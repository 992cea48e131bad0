import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import type { VscodeButton } from '@vscode-elements/elements/dist/vscode-button/vscode-button.js';
import type { VscodeCheckbox } from '@vscode-elements/elements/dist/vscode-checkbox/vscode-checkbox.js';
import type { VscodeProgressBar } from '@vscode-elements/elements/dist/vscode-progress-bar/vscode-progress-bar.js';
import type { VscodeTextfield } from '@vscode-elements/elements/dist/vscode-textfield/vscode-textfield.js';
import type { ComponentChildren, HTMLAttributes } from 'preact';

type Props<E extends HTMLElement> = HTMLAttributes<E> & Partial<Pick<E, Own<E>>>;
type Own<E extends HTMLElement> = Exclude<keyof E, keyof HTMLElement | symbol>;

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'vscode-button': Props<VscodeButton>;
      'vscode-checkbox': Props<VscodeCheckbox>;
      'vscode-progress-bar': Props<VscodeProgressBar>;
      'vscode-textfield': Props<VscodeTextfield>;
    }
  }
}

export function Icon({ name, spin = false }: { readonly name: string; readonly spin?: boolean }) {
  const turning = spin ? ' codicon-modifier-spin' : '';
  return <span class={`codicon codicon-${name}${turning}`} aria-hidden="true" />;
}

interface ButtonProps {
  readonly children: ComponentChildren;
  readonly secondary?: boolean;
  readonly title?: string;
  readonly onClick: () => void;
}

export function Button({ children, secondary = false, title, onClick }: ButtonProps) {
  return (
    <vscode-button
      secondary={secondary}
      {...(title === undefined ? {} : { title })}
      onClick={onClick}
    >
      {children}
    </vscode-button>
  );
}

interface IconButtonProps {
  readonly icon: string;
  /** Its name, and what hovering tells. */
  readonly label: string;
  readonly text?: string;
  readonly onClick: () => void;
}

export function IconButton({ icon, label, text, onClick }: IconButtonProps) {
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} onClick={onClick}>
      <Icon name={icon} />
      {text !== undefined && <span>{text}</span>}
    </button>
  );
}

interface SearchFieldProps {
  readonly value: string;
  readonly label: string;
  readonly placeholder: string;
  readonly onInput: (value: string) => void;
}

export function SearchField({ value, label, placeholder, onInput }: SearchFieldProps) {
  return (
    <vscode-textfield
      class="search-field"
      type="search"
      value={value}
      label={label}
      placeholder={placeholder}
      onInput={(event) => onInput(event.currentTarget.value)}
    >
      <Icon name="search" />
    </vscode-textfield>
  );
}

interface CheckboxProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function Checkbox({ label, checked, onChange }: CheckboxProps) {
  return (
    <vscode-checkbox
      label={label}
      checked={checked}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

export function Progress({ label }: { readonly label: string }) {
  return <vscode-progress-bar indeterminate aria-label={label} />;
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly text: string }[];
  readonly value: T;
  readonly onChoose: (value: T) => void;
}

/** One of a few, as radio buttons in a row: one stop of the Tab key, arrows choose. */
export function Choice<T extends string>({ label, options, value, onChoose }: ChoiceProps<T>) {
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const index = options.findIndex((option) => option.value === value);
    const next = (index + step + options.length) % options.length;
    const option = options[next];
    if (option === undefined) return;
    onChoose(option.value);
    const group = event.currentTarget as HTMLElement;
    (group.children[next] as HTMLElement | undefined)?.focus();
  };
  return (
    <div class="choice" role="radiogroup" aria-label={label} onKeyDown={move}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          role="radio"
          class="chip"
          aria-checked={option.value === value}
          tabIndex={option.value === value ? 0 : -1}
          onClick={() => onChoose(option.value)}
        >
          {option.text}
        </button>
      ))}
    </div>
  );
}
