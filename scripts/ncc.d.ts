/** ncc comes without types; these cover what is used here. */
declare module '@vercel/ncc' {
  interface Options {
    readonly cache: false;
    readonly esm: boolean;
    readonly filename: string;
    readonly quiet: boolean;
    readonly sourceMap: boolean;
    readonly sourceMapRegister: boolean;
  }

  interface Bundle {
    readonly code: string;
    readonly map: string;
    /** Chunks and their maps, by file name. */
    readonly assets: Readonly<Record<string, { readonly source: string | Buffer }>>;
    readonly stats: { toJson(): Stats };
  }

  /** Of webpack's statistics. */
  export interface Stats {
    readonly errors: readonly { readonly message: string }[];
    readonly modules: readonly Module[];
  }

  export interface Module {
    readonly identifier?: string;
    readonly nameForCondition?: string | null;
    readonly modules?: readonly Module[];
  }

  export default function ncc(entry: string, options: Options): Promise<Bundle>;
}
