// gouji-inpage.js: one classic script that checks the report on the very page it is run in and marks its cells.
// Leaves no global; run again (a bookmarklet pressed twice), it replaces its earlier marks.
//
// Attributes of the script element: `data-root`, a selector of the part of the page to look at; `data-quiet`, say
// nothing where there is no report or nothing to say. Events on the document: `gouji-reviewed`, detail the review;
// `gouji-remove` takes everything off.

import { Checker } from '../checker';
import type { Finding, Report, Review } from '../contract';
import type { Assets } from '../engines';
import { zhCN } from '../lang/zh-CN';
import { asRead, chosen, marks } from '../model';
import { own } from '../own';
import { ownScript, whole } from '../whole';
import { put } from './marks';
import { Panel } from './panel';
import { placed } from './place';
import { read } from './tables';
import { texts } from './texts';

const REMOVE = 'gouji-remove';

class InPage {
  private readonly checker: Checker;
  private readonly panel: Panel;
  private undo: (() => void)[] = [];
  private places = new Map<string, HTMLTableCellElement>();

  constructor(assets: Assets, private readonly selector: string | null, private readonly quiet: boolean) {
    this.checker = new Checker(assets);
    this.panel = new Panel(zhCN, { show: (finding) => this.show(finding), again: () => this.run(), remove: () => this.remove() });
    own(document, 'dispatchEvent')(new CustomEvent(REMOVE));
    own(document, 'addEventListener')(REMOVE, this.remove);
    if (!quiet) this.put();
  }

  run(): void {
    this.clean();
    this.panel.say(texts.working);
    const { html, tables } = read((this.selector && own(document, 'querySelector')(this.selector)) || own(document, 'body'));
    this.checker.review({ kind: 'html', name: own(document, 'title'), html, text: '' }, {}).then((review) => {
      // The page is done with: the next question starts a worker again.
      this.checker.stop();
      if (!review) return;
      this.places = review.report ? placed(review.report, tables) : new Map();
      this.draw(review);
      own(document, 'dispatchEvent')(new CustomEvent('gouji-reviewed', { detail: review }));
    }, (error) => {
      console.error(error);
      this.panel.say(texts.broken);
    });
  }

  private draw(review: Review): void {
    const { report } = review;
    const unplaced = report ? this.mark(report) : 0;
    this.panel.show(review, unplaced);
    const hasNews = report !== null && (report.findings.length > 0 || report.unchecked.length > 0);
    if (this.quiet && hasNews) this.put();
  }

  private put(): void {
    own(document, 'body').appendChild(this.panel.root);
  }

  /** How many findings have no cell on the page. */
  private mark(report: Report): number {
    marks(report, asRead(report)).forEach((mark, id) => {
      const node = this.places.get(id);
      if (node && (mark.failing || mark.should !== null)) this.undo.push(put(node, mark, zhCN));
    });
    return report.findings.filter((finding) => finding.cells.length > 0 && !this.cellOf(finding)).length;
  }

  private cellOf(finding: Finding): HTMLTableCellElement | undefined {
    const repair = chosen(finding, new Map());
    const ids = (repair ? repair.changes.map((change) => change.cell) : []).concat(finding.cells);
    return ids.map((id) => this.places.get(id)).filter(Boolean)[0];
  }

  private show(finding: Finding): void {
    const node = this.cellOf(finding);
    if (node) node.scrollIntoView({ block: 'center', inline: 'nearest' });
  }

  private clean(): void {
    // Backwards: a cell marked twice gets back what it was at first.
    for (const undo of this.undo.reverse()) undo();
    this.undo = [];
  }

  private remove = (): void => {
    this.clean();
    this.checker.stop();
    own(document, 'removeEventListener')(REMOVE, this.remove);
    const { root } = this.panel;
    if (root.parentNode) root.parentNode.removeChild(root);
  };
}

whole({ packs: () => Promise.reject(new Error('no packs here')) }, {}, (assets) => {
  const script = ownScript();
  const given = script ? script.dataset : {};
  const start = () => new InPage(assets, given.root || null, given.quiet !== undefined).run();
  if (own(document, 'readyState') === 'loading') own(document, 'addEventListener')('DOMContentLoaded', start);
  else start();
});
