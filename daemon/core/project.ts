/** Reads a text file of a project by its absolute path; null where there is none to be read. */
export type ReadText = (path: string) => Promise<string | null>;

/** A file for a run, by its path relative to where it is put, with `/`. */
export interface ProjectFileText {
  readonly path: string;
  readonly content: Uint8Array;
}

/** Where a file stands in its project, as a run sees it. Paths are relative, with `/`. */
export interface ProjectModules {
  /** Of the file itself: `shop/prices.py`. */
  readonly path: string;
  /** As the rest of the project imports it: `shop.prices`. */
  readonly module: string;
  /**
   * The package that its relative imports start from, where it is run outside of it: a file that
   * imports modules for its types alone.
   */
  readonly package?: string;
  /** What it imports of its project, directly or not, without itself. */
  readonly files: readonly ProjectFileText[];
}

/** What a file needs beside itself to be run. */
export interface ProjectNeeds {
  /** Null for a file that imports nothing of its project: it is run alone. */
  readonly modules: ProjectModules | null;
  /** Packages that it imports, directly or not, and that are not of the project. */
  readonly packages: readonly ImportedPackage[];
}

/** A package by the name that it is imported by. */
export interface ImportedPackage {
  readonly name: string;
  /** A failing import is caught where it stands. */
  readonly isOptional: boolean;
}

/** Packages that a project declares, in the words of its language's installer. */
export interface DeclaredPackages {
  /** What is to be installed, a requirement each, in order of the alphabet. */
  readonly requirements: readonly string[];
  /** Versions to take where one of these is needed. */
  readonly constraints: readonly string[];
  /** Absolute paths of the files that this was read from. */
  readonly from: readonly string[];
}

/** What is wanted of a project's packages beside those that it needs to run. */
export interface WantedPackages {
  /** Those for its tests and its development too, by the usual names of such lists. */
  readonly forTests: boolean;
  /** By the names they are imported by: wanted wherever the project declares them. */
  readonly imported: readonly string[];
  /** In the installer's words: wanted even where the project declares them nowhere. */
  readonly named: readonly string[];
}

/** What commands of a project need of their language. */
export interface CommandSupport {
  /** Variables that hold folders in which modules are looked for; folders from the root, '' it. */
  readonly searched: Readonly<Record<string, readonly string[]>>;
  /** Programs that an image may have under another name alone: `python` as `python3`. */
  readonly aliases: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  /** Packages whose programs a shell command names. */
  toolsOf(command: string): readonly string[];
}

/** What an image must have for a project's code to run in it. */
export type ImageWish = {
  /** Folder of the project that wishes it, absolute. */
  readonly project: string;
} & (
  | ({ readonly kind: 'packages' } & DeclaredPackages)
  | {
      readonly kind: 'dockerfile';
      /** Absolute. The build sees the files of its folder. */
      readonly path: string;
    }
);

/** Where to look for what a file needs. */
export interface ProjectFile {
  /** Absolute, with `/`. */
  readonly path: string;
  /** Folder of the project, absolute. */
  readonly root: string;
  /** Texts that run in the file's place: the file's own, and of versions that are given. */
  readonly sources: readonly string[];
  /** Dotted names of types and functions that inputs are made of. */
  readonly types?: readonly string[];
  readonly isProgram: boolean;
}
