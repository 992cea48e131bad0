/**
 * The README as it stands in a package: an editor shows neither its pictures nor the documents that
 * it links to, so the pictures go and the links become text.
 */
export function readmeOfPackage(markdown) {
  return markdown
    .split(/(^```[\s\S]*?^```$)/m)
    .map((part, index) => (index % 2 === 1 ? part : withoutRelative(part)))
    .join('')
    .replace(/\n{3,}/g, '\n\n');
}

function withoutRelative(prose) {
  return prose
    .replace(/!\[[^\]]*\]\((?!https:)[^)]*\)/g, '')
    .replace(/\[([^\]]+)\]\((?!https?:|#)[^)]*\)/g, '$1');
}
