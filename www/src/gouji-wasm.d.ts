// The exports of the wasm modules (src/wasm.rs, src/wasm/*.rs), as wasm-bindgen's web target hands them over.
declare module 'gouji-wasm' {
  import type { About, Options, Review } from './contract';
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
