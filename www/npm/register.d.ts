/** Registers `<gouji-check>`. */
import './element.js';
