/** Sections of an INI file with their values, which may go on in lines that are indented. */
export function sectionsOf(text: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const sections = new Map<string, Map<string, string>>();
  let section = new Map<string, string>();
  let last: string | null = null;
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    if (/^\s*(?:[#;].*)?$/.test(line)) continue;
    const head = /^\[(.+)\]\s*$/.exec(line)?.[1];
    const [, name, value] = /^([^\s=:][^=:]*?)\s*[=:]\s*(.*)$/.exec(line) ?? [];
    if (head !== undefined) {
      section = sections.get(head.trim()) ?? new Map<string, string>();
      sections.set(head.trim(), section);
      last = null;
    } else if (/^\s/.test(line) && last !== null) {
      section.set(last, `${section.get(last) ?? ''}\n${line.trim().replace(/\s+#.*$/, '')}`);
    } else if (name !== undefined) {
      last = name;
      section.set(name, value ?? '');
    }
  }
  return sections;
}
