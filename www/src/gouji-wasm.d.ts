// The exports of the wasm modules (src/wasm.rs, src/wasm/*.rs), as wasm-bindgen's web target hands them over.
declare module 'gouji-wasm' {
  import type { About, Brief, Options, Review, Rollup, RollupOptions, Years } from './contract';
  export default function init(from: { module_or_path: ArrayBuffer }): Promise<unknown>;
  export function about(): About;
  export function review_text(name: string | null, text: string, options: Options): Review;
  export function review_html(name: string | null, html: string, options: Options): Review;
  export function review_bytes(name: string | null, bytes: Uint8Array, options: Options): Review;
  export function review_blank(form: string, options: Options): Review;
  /** The reader pack for a file, by its content; null when the core reads it or nothing does. */
  export function pack_of(bytes: Uint8Array): string | null | undefined;
  /** Null when the bytes are not from a pack of this release. */
  export function review_document(name: string | null, encoded: Uint8Array, options: Options): Review | null;
  // Of the full engine alone:
  export const brief_bytes: undefined | ((name: string | null, bytes: Uint8Array, options: Options) => Brief);
  export const brief_document: undefined | ((name: string | null, encoded: Uint8Array, options: Options) => Brief | null);
  export const compare_years: undefined | ((digests: Uint8Array[], pairs: [number, number][] | null) => Years);
  export const roll_up: undefined | ((digests: Uint8Array[], options: RollupOptions) => Rollup);
}

declare module 'gouji-texts' {
  export const texts: import('./lang/zh-CN').Texts;
}

declare module 'gouji-pack' {
  import type { Annotated, FileMark, Member, Refusal, TableSheet } from './contract';
  export default function init(from: { module_or_path: ArrayBuffer }): Promise<unknown>;
  export function read_pack(bytes: Uint8Array): Uint8Array | Refusal;
  // Null from a pack that cannot do this: all but office.
  export function annotate_file(bytes: Uint8Array, marks: FileMark[]): Annotated | Refusal;
  export function write_tables(sheets: TableSheet[], as_csv: boolean): Uint8Array | Refusal;
  export function list_members(bytes: Uint8Array): Member[] | Refusal | null;
}

// The modules themselves, as base64, for scripts that carry them inside; empty where they do not.
declare module 'gouji-module' { const base64: string; export default base64 }
declare module 'gouji-pack-module' { const base64: string; export default base64 }
/** element.css and parts.css, made independent of the host page's root font size. */
declare module 'gouji-element-css' { const css: string; export default css }
declare module 'gouji-office' { export * from 'gouji-pack'; export { default } from 'gouji-pack' }
declare module 'gouji-page' { export * from 'gouji-pack'; export { default } from 'gouji-pack' }
declare module 'gouji-office-module' { const base64: string; export default base64 }
declare module 'gouji-page-module' { const base64: string; export default base64 }

/** All of Node.js that the package needs. */
declare module 'node:fs/promises' { export function readFile(file: URL): Promise<Uint8Array> }
