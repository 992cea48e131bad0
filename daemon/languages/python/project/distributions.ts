import { normalized } from './lists.ts';

/** Names under which a package that is imported may be declared, as `nameOf` gives them. */
export function distributionsOf(imported: string): readonly string[] {
  return [normalized(imported), ...(otherwise[imported] ?? [])];
}

/** Well-known packages that are imported by another name than they are installed by. */
const otherwise: Readonly<Record<string, readonly string[]>> = {
  attr: ['attrs'],
  bs4: ['beautifulsoup4'],
  cv2: ['opencv-python', 'opencv-python-headless'],
  Crypto: ['pycryptodome'],
  dateutil: ['python-dateutil'],
  dotenv: ['python-dotenv'],
  fitz: ['pymupdf'],
  git: ['gitpython'],
  google: ['protobuf'],
  jwt: ['pyjwt'],
  Levenshtein: ['levenshtein', 'python-levenshtein'],
  OpenSSL: ['pyopenssl'],
  PIL: ['pillow'],
  pkg_resources: ['setuptools'],
  psycopg2: ['psycopg2-binary'],
  serial: ['pyserial'],
  skimage: ['scikit-image'],
  sklearn: ['scikit-learn'],
  slugify: ['python-slugify'],
  yaml: ['pyyaml'],
  zmq: ['pyzmq'],
};
