// gouji-check.js: one classic script that brings <gouji-check> to any page.

import css from 'gouji-element-css';
import { GoujiCheck } from './element';
import { fullScript, packScript, stamped } from './packs';
import { ownAddress, ownScript, whole } from './whole';

const own = typeof document === 'undefined' ? null : ownAddress();
const beside = (file: string) => (own ? new URL(stamped(file), own.href).href : stamped(file));
const script = typeof document === 'undefined' ? null : ownScript();
const nonce = script ? script.nonce || '' : '';

const FETCHED = ['office.whole.js', 'page.whole.js', 'full.whole.js'];
const addresses: Record<string, string> = {};
for (const file of FETCHED) addresses[file] = beside(file);

whole({ packs: packScript, full: fullScript }, addresses, (assets) => {
  const styles = { text: css, address: beside('gouji-check.css'), nonce };
  class Registered extends GoujiCheck {
    protected readonly assets = assets;
    protected readonly styles = styles;
  }
  if (!customElements.get('gouji-check')) customElements.define('gouji-check', Registered);
});
