// Addresses of scripts and workers where the page's policy lets only a named maker give them (Trusted Types). All of them
// are the program's own: none is made of anything given.

interface Maker { createScriptURL(address: string): unknown }
interface Types { createPolicy(name: string, rules: Maker): Maker }

const NAME = 'gouji';
const plain: Maker = { createScriptURL: (address) => address };
let maker: Maker | null = null;

/** A page that does not allow the name refuses the plain address afterwards. */
function made(): Maker {
  const { trustedTypes } = self as unknown as { trustedTypes?: Types };
  try {
    return trustedTypes ? trustedTypes.createPolicy(NAME, plain) : plain;
  } catch {
    return plain;
  }
}

export function trusted(address: string): string {
  maker = maker || made();
  return maker.createScriptURL(address) as string;
}
