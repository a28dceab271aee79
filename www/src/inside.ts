// Both reader packs with their modules, for files that fetch nothing at all.

import office from 'gouji-office-module';
import page from 'gouji-page-module';
import { fromBase64 } from './base64';
import { packGlue } from './glue';

const MODULES = { office, page };

export const packsInside = packGlue((name) => new Promise((resolve) => resolve(fromBase64(MODULES[name]))));
