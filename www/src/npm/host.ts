// The engine with both packs' glue; their modules are fetched where the start message says.

import { createHost } from '../engine';
import { packGlue } from '../glue';

export const host = createHost({ packs: packGlue((name, addresses) => fetch(addresses[name] as string).then((response) => {
  if (!response.ok) throw new Error(`${name}.wasm: ${response.status}`);
  return response.arrayBuffer();
})) });
