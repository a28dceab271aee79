// gouji.html: the whole page in one file, for a double click. Its own policy forbids every connection.

import { appRoot, openApp } from './app';
import { Checker } from './checker';
import { packsInside } from './inside';
import { wantedLanguage } from './lang';
import { ALL, loadInside } from './lang/all';
import { moreInside } from './more';
import { browserStore } from './store';
import { whole } from './whole';

whole({ packs: packsInside }, {}, (assets) => {
  openApp(appRoot(), { texts: ALL[wantedLanguage(browserStore)], checker: new Checker(assets), store: browserStore, more: moreInside }, loadInside);
});
