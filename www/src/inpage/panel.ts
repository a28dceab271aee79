// The small legend in the corner of a page that is not ours: in a shadow root, and styled through the object model
// alone, since a style sheet may be refused there.

import type { Finding, Review } from '../contract';
import { el, fill } from '../dom';
import type { Texts } from '../lang/zh-CN';
import { allCells } from '../model';
import { brief } from '../views/parts';
import { texts } from './texts';

export interface PanelEvents {
  show(finding: Finding): void;
  again(): void;
  remove(): void;
}

/** The one node the host page's rules can reach. */
const HOST = ['all: initial', 'position: fixed', 'right: 12px', 'bottom: 12px', 'z-index: 2147483647', 'display: block'].map((one) => `${one} !important`).join('; ');
const BOX = 'box-sizing: border-box; width: 22em; max-width: calc(100vw - 24px); max-height: 60vh; overflow: auto; padding: 12px 14px; border: 1px solid #8fa3bb; border-left: 5px solid #163f73; border-radius: 4px; background: #fff; color: #18222d; box-shadow: 0 2px 12px rgba(20, 35, 55, .25); font: 14px/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; text-align: left';
const BUTTON = 'font: inherit; margin: 8px 8px 0 0; padding: 2px 12px; border: 1px solid #8fa3bb; border-radius: 4px; background: #fff; color: #163f73; cursor: pointer';
const LINK = 'font: inherit; display: block; width: 100%; margin: 0; padding: 6px 0; border: 0; border-top: 1px solid #e2e6eb; background: none; color: #163f73; text-align: left; cursor: pointer';
const SOFT = 'margin: 6px 0 0; color: #55616e; font-size: 12px';
const SIGN: Record<Finding['severity'], string> = { error: '✗', warning: '!', note: 'i' };
const SHOWN = 20;

export class Panel {
  readonly root = el('div', { lang: 'zh-CN' });
  private readonly box = styled(el('div', { role: 'region', 'aria-live': 'polite' }), BOX);

  constructor(private readonly words: Texts, private readonly events: PanelEvents) {
    this.root.style.cssText = HOST;
    this.box.setAttribute('aria-label', texts.title);
    this.root.attachShadow({ mode: 'open' }).appendChild(this.box);
  }

  say(text: string): void {
    fill(this.box, this.head(text), this.buttons());
  }

  show(review: Review, unplaced: number): void {
    const { report } = review;
    if (!report) {
      this.say(texts.none);
      return;
    }
    fill(this.box, this.head(review.summary),
      report.findings.slice(0, SHOWN).map((finding) => styled(el('button', { type: 'button', click: () => this.events.show(finding) },
        el('b', null, `${SIGN[finding.severity]} ${this.words.findings.severity[finding.severity]}　`), brief(finding, allCells(report), this.words)), LINK)),
      report.findings.length > SHOWN ? soft(this.words.findings.more(report.findings.length - SHOWN)) : null,
      unplaced > 0 ? soft(texts.unplaced(unplaced)) : null,
      report.unchecked.length > 0 ? soft(texts.unchecked(report.unchecked.length)) : null,
      report.findings.length > 0 ? soft(texts.legend) : null,
      report.whole ? null : soft(texts.tables),
      soft(texts.local),
      this.buttons());
  }

  private head(text: string): HTMLElement {
    return styled(el('p', null, el('b', null, `${texts.title}：`), text), 'margin: 0 0 6px');
  }

  private buttons(): HTMLElement {
    const button = (text: string, press: () => void) => styled(el('button', { type: 'button', click: press }, text), BUTTON);
    return el('div', null, button(texts.again, () => this.events.again()), button(texts.remove, () => this.events.remove()));
  }
}

const soft = (text: string) => styled(el('p', null, text), SOFT);

function styled<T extends HTMLElement>(node: T, style: string): T {
  node.style.cssText = style;
  return node;
}
