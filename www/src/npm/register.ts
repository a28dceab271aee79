import { GoujiCheckElement } from './element';

if (!customElements.get('gouji-check')) customElements.define('gouji-check', GoujiCheckElement);
