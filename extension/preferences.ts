import { workspace } from 'vscode';
import { editorSettingsSchema, type EditorSettings } from '../protocol/editor-settings.ts';

/** The editor's own settings as they stand now; a value that makes no sense counts as unset. */
export function preferences(): EditorSettings {
  const section = workspace.getConfiguration('afterburner');
  const shape = editorSettingsSchema.shape;
  const read = <Key extends keyof EditorSettings>(key: Key) => {
    const parsed = shape[key].safeParse(section.get(key));
    return (parsed.success ? parsed.data : shape[key].parse(undefined)) as EditorSettings[Key];
  };
  return {
    codeLens: read('codeLens'),
    objective: read('objective'),
    showProposal: read('showProposal'),
  };
}
