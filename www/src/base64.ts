// Bytes as text: modules carried inside a script, files kept in a draft.

/** The bytes of standard base64. */
export function fromBase64(text: string): ArrayBuffer {
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let at = 0; at < raw.length; at++) bytes[at] = raw.charCodeAt(at);
  return bytes.buffer;
}

export function toBase64(bytes: Uint8Array): string {
  let raw = '';
  // Arguments have a limit: a few thousand at a time.
  for (let at = 0; at < bytes.length; at += 8192) raw += String.fromCharCode.apply(null, Array.from(bytes.subarray(at, at + 8192)));
  return btoa(raw);
}
