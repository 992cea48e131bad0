const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;

/** Names and packed sizes of a zip archive's files, from its central directory. */
export function zipEntries(archive) {
  const end = archive.lastIndexOf(bytesOf(endOfDirectory));
  if (end < 0) throw new Error('This is not a zip archive.');
  const entries = [];
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (archive.readUInt32LE(at) !== directoryEntry) throw new Error('The archive is damaged.');
    const [name, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    entries.push({
      name: archive.toString('utf8', at + 46, at + 46 + name),
      bytes: archive.readUInt32LE(at + 20),
    });
    at += 46 + name + extra + comment;
  }
  return entries;
}

function bytesOf(signature) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(signature);
  return bytes;
}
