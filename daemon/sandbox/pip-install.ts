/** Where an image says which of its project's packages it lacks, and why: a line each, with a tab. */
export const lackingFile = '/usr/local/share/afterburner/lacking';

/**
 * Installs packages into the folder that it is given, below /tree. Where pip cannot install all of them
 * together, each is tried alone and those that cannot be had are left out: a tool that nobody needs
 * for this must not stand in the way of all others. It fails where none is left, or where nothing
 * can be reached. A shell's program.
 */
export const installScript = `set -e
target=$1
export PIP_QUIET=1 PIP_CACHE_DIR=/project/cache PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_PREFER_BINARY=1
trap 'rm -rf /project/cache /project/wheels' EXIT
cd /project
install() {
  rm -rf "$target" && mkdir -p "$target"
  python3 -m pip install --target="$target" --constraint constraints.txt --requirement "$@"
}
if install requirements.txt 2> said; then cat said >&2; exit 0; fi
cat said >&2
if grep -qiE 'NewConnection|ConnectTimeout|ReadTimeout|name resolution|ProxyError|SSLError|unreachable' said; then
  exit 1
fi
alone=
if grep -q -e '--hash' requirements.txt; then alone=--no-deps; fi
: > kept
: > lacking
while IFS= read -r line; do
  if [ -z "$line" ]; then continue; fi
  echo "Trying alone: $line"
  printf '%s\\n' "$line" > one
  if python3 -m pip wheel $alone --wheel-dir wheels --find-links wheels --constraint constraints.txt \\
      --requirement one > /dev/null 2> said < /dev/null; then
    printf '%s\\n' "$line" >> kept
  else
    why=$(sed -n 's/^ERROR: *//p' said | tail -n 1)
    printf '%s\\t%s\\n' "\${line%%[ ;]*}" "\${why:-it cannot be built here}" >> lacking
  fi
done < requirements.txt
if [ ! -s kept ]; then
  grep -q '^ERROR: ' said || sed -n 's/^\\(.*\\)\\t\\(.*\\)/ERROR: \\1: \\2/p' lacking | tail -n 1 >&2
  exit 1
fi
install kept --find-links wheels
mkdir -p "/tree$(dirname ${lackingFile})"
cp lacking "/tree${lackingFile}"
`;

/** What that file holds, for people: `blist: it cannot be built here`. */
export function lackingIn(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const [requirement, why] = line.split('\t');
    return requirement && why ? [`${requirement}: ${why.trim()}`] : [];
  });
}
