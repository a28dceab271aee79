// The class of <gouji-check>; importing it registers nothing.

import css from 'gouji-element-css';
import { GoujiCheck } from '../element';
import { assets } from './assets';

const styles = { text: css, address: new URL('./gouji-check.css', import.meta.url).href, nonce: '' };

export class GoujiCheckElement extends GoujiCheck {
  protected readonly assets = assets;
  protected readonly styles = styles;
}
