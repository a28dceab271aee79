// gouji.html: the whole page in one file, for a double click. Its own policy forbids every connection.

import { appRoot, openApp } from './app';
import { Checker } from './checker';
import { packsInside } from './inside';
import { zhCN } from './lang/zh-CN';
import { browserStore } from './store';
import { whole } from './whole';

whole(packsInside, {}, (assets) => {
  openApp(appRoot(), { texts: zhCN, checker: new Checker(assets), store: browserStore });
});
