// The exports of the wasm module (src/wasm.rs), as wasm-bindgen's web target hands them over.
declare module 'gouji-wasm' {
  import type { About, Options, Review } from './contract';
  export default function init(from: { module_or_path: ArrayBuffer }): Promise<unknown>;
  export function about(): About;
  export function review_text(name: string | null, text: string, options: Options): Review;
  export function review_html(name: string | null, html: string, options: Options): Review;
  export function review_bytes(name: string | null, bytes: Uint8Array, options: Options): Review;
  export function review_blank(form: string, options: Options): Review;
}
