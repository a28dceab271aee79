// The list of findings: what is wrong, what to do, why it must hold, and the possible repairs.

import type { Cell, Finding, Quote, Relation, Repair, Report } from '../contract';
import { el, fill, icon, type IconName } from '../dom';
import type { Texts } from '../lang/zh-CN';
import { offered, setAside, standing, type Aside, type Choices } from '../model';
import { brief, button, headline, nameOf, relationItem, sums } from './parts';
import { written } from './said';

export interface FindingEvents {
  select(finding: string): void;
  choose(finding: string, repair: number): void;
  apply(finding: string, repair: Repair): void;
  show(cell: string): void;
  /** The sentence in the original. */
  cite(finding: string): void;
  setAside(finding: string, reason: string): void;
  takeBack(finding: string): void;
}

const SIGN: Record<Finding['severity'], IconName> = { error: 'error', warning: 'warning', note: 'note' };
const SHOWN = 12;
const TOLD = 3;
const BESIDE = 6;

export class FindingsView {
  readonly root = el('section', { class: 'findings', 'aria-labelledby': 'findings-title' });
  private open = new Set<string>();
  /** The finding whose reason is being written, and as far as it is. */
  private asking: { id: string; reason: string } | null = null;
  private last: () => void = () => undefined;

  constructor(private readonly texts: Texts, private readonly events: FindingEvents) {}

  show(report: Report, cells: ReadonlyMap<string, Cell>, choices: Choices, aside: Aside, selected: string | null): void {
    this.last = () => this.show(report, cells, choices, aside, selected);
    const t = this.texts.findings;
    const open = standing(report, aside);
    const gone = setAside(report, aside);
    const none = gone.length > 0 ? t.noneStanding : report.unchecked.length > 0 ? t.noneUnchecked : t.none;
    fill(this.root,
      el('h2', { id: 'findings-title', tabindex: -1, 'data-key': 'findings' }, t.title, open.length > 0 ? el('span', { class: 'count' }, String(open.length)) : null),
      open.length > 0
        ? el('ol', null, open.map((finding) => this.finding(finding, report, cells, choices, finding.id === selected)))
        : el('p', { class: 'none' }, none),
      gone.length > 0 ? el('h3', { class: 'aside-title' }, t.aside, el('span', { class: 'count' }, String(gone.length))) : null,
      gone.length > 0 ? el('ul', { class: 'aside' }, gone.map((finding) => this.gone(finding, cells, aside.get(finding.id) || ''))) : null);
  }

  /** One that was set aside: still there to see, with the reason, and can be taken back. */
  private gone(finding: Finding, cells: ReadonlyMap<string, Cell>, reason: string): HTMLElement {
    const t = this.texts.findings;
    return el('li', null, icon(SIGN[finding.severity]),
      el('div', null, el('span', { class: 'severity' }, t.severity[finding.severity]), brief(finding, cells, this.texts), el('div', { class: 'reason' }, t.reasonGiven(reason))),
      button(t.takeBack, () => this.events.takeBack(finding.id), { class: 'take-back', 'data-key': `aside ${finding.id}` }));
  }

  /** Without a reason nothing is set aside. */
  private ask(finding: Finding): HTMLElement {
    const t = this.texts.findings;
    const { asking } = this;
    const key = `aside ${finding.id}`;
    if (!asking || asking.id !== finding.id) {
      return el('div', { class: 'actions' }, button(t.setAside, () => {
        this.asking = { id: finding.id, reason: '' };
        this.last();
        const field = this.root.querySelector<HTMLElement>('.ask input');
        if (field) field.focus();
      }, { class: 'set-aside', 'data-key': key }));
    }
    const field = el('input', { type: 'text', 'data-key': `reason ${finding.id}`, maxlength: 200, placeholder: t.reasonHint, autocomplete: 'off' });
    field.value = asking.reason;
    const keep = button(t.reasonKeep, () => {
      this.asking = null;
      this.events.setAside(finding.id, field.value.trim());
    }, { class: 'primary', 'data-key': `keep ${finding.id}` });
    const leave = () => {
      this.asking = null;
      this.last();
      const back = Array.from(this.root.querySelectorAll<HTMLElement>('.set-aside')).filter((one) => one.getAttribute('data-key') === key)[0];
      if (back) back.focus();
    };
    const enough = () => { keep.disabled = field.value.trim() === ''; };
    enough();
    field.addEventListener('input', () => { asking.reason = field.value; enough(); });
    field.addEventListener('keydown', (event) => {
      if (event.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
      event.preventDefault();
      if (event.key === 'Escape') leave();
      else if (!keep.disabled) keep.click();
    });
    return el('div', { class: 'ask' }, el('label', null, el('span', null, t.reason), field), el('div', { class: 'actions' }, keep, button(t.cancel, leave)));
  }

  private finding(finding: Finding, report: Report, cells: ReadonlyMap<string, Cell>, choices: Choices, selected: boolean): HTMLElement {
    const t = this.texts.findings;
    return el('li', { class: `finding ${finding.severity}${selected ? ' selected' : ''}`, 'data-finding': finding.id },
      el('button', { type: 'button', class: 'pick', 'aria-pressed': String(selected), 'data-key': `pick ${finding.id}`, click: () => this.events.select(finding.id) },
        icon(SIGN[finding.severity]),
        el('span', null, el('span', { class: 'severity' }, t.severity[finding.severity]), headline(finding, cells, this.texts))),
      finding.quote ? this.quote(finding, finding.quote, cells) : null,
      finding.certainty === null ? null : this.arithmetic(finding, report),
      this.repairs(finding, cells, choices),
      this.advice(finding),
      this.details(finding, report),
      this.ask(finding));
  }

  /** The sentence with its figure marked, and the cells it is held against. Places count characters, strings UTF-16 units. */
  private quote({ id, cells: beside }: Finding, quote: Quote, cells: ReadonlyMap<string, Cell>): HTMLElement {
    const cite = () => this.events.cite(id);
    const text = Array.from(quote.text);
    const part = (from: number, to?: number) => text.slice(from, to).join('');
    return el('div', { class: 'quote' },
      el('blockquote', { lang: this.texts.engine, ...(quote.anchor && { class: 'goes', click: cite }) }, part(0, quote.start), el('mark', null, part(quote.start, quote.end)), part(quote.end)),
      beside.length > 0 && beside.length <= BESIDE
        ? el('ul', null, beside.map((id) => el('li', { lang: this.texts.engine }, nameOf(id, cells), ' ', el('b', null, written((cells.get(id) || { raw: null }).raw, this.texts)))))
        : null,
      quote.anchor ? button(this.texts.prose.show, cite, { class: 'cite', 'data-key': `cite ${id}` }) : null);
  }

  /** Keeps what is read where it is while `draw` puts other findings around it. */
  steady(draw: () => void): void {
    const items = () => Array.from(this.root.querySelectorAll<HTMLElement>('.finding'));
    const before = items().filter((one) => one.getBoundingClientRect().bottom > 0)[0];
    const id = before && before.getAttribute('data-finding');
    const top = before ? before.getBoundingClientRect().top : 0;
    draw();
    const after = items().filter((one) => one.getAttribute('data-finding') === id)[0];
    if (!after || !id) return;
    const moved = after.getBoundingClientRect().top - top;
    const scroller = scrollerOf(this.root);
    if (scroller) scroller.scrollTop += moved;
    else window.scrollBy(0, moved);
  }

  /** Each broken relation on its own, with its figures. */
  private arithmetic(finding: Finding, report: Report): HTMLElement {
    const relations = finding.relations.map((index) => report.relations[index]).filter(Boolean) as Relation[];
    const more = relations.length - TOLD;
    return el('ul', { class: 'broken' },
      relations.slice(0, more > 1 ? TOLD : relations.length).map((relation) => el('li', null, el('div', { class: 'relation-name', lang: this.texts.engine }, relation.name), sums(relation, this.texts))),
      more > 1 ? el('li', { class: 'faint' }, this.texts.findings.moreBroken(more)) : null);
  }

  /** What the repairs above say is not said again. */
  private advice(finding: Finding): HTMLElement | null {
    const t = this.texts.findings;
    const text = finding.certainty === null || finding.certainty === 'none' ? finding.advice : finding.severity === 'error' ? '' : t.doubt;
    return text ? el('p', { class: 'advice' }, el('b', null, t.advice), text === t.doubt ? text : el('span', { lang: this.texts.engine }, text)) : null;
  }

  private details(finding: Finding, report: Report): HTMLElement {
    const t = this.texts.findings;
    const relations = finding.relations.map((index) => report.relations[index]).filter(Boolean);
    const details = el('details', { open: this.open.has(finding.id) },
      el('summary', { 'data-key': `why ${finding.id}` }, t.why),
      el('p', { lang: this.texts.engine }, finding.why),
      finding.basis ? el('p', { class: 'basis' }, el('b', null, t.basis), el('span', { lang: this.texts.engine }, finding.basis)) : null,
      relations.length > 0 ? el('h3', null, t.relations(relations.length)) : null,
      el('ul', { class: 'relations' }, relations.slice(0, SHOWN * 3).map((relation) => relationItem(relation as NonNullable<typeof relation>, this.texts))));
    details.addEventListener('toggle', () => {
      if (details.open) this.open.add(finding.id);
      else this.open.delete(finding.id);
    });
    return details;
  }

  // ---- repairs ----

  private repairs(finding: Finding, cells: ReadonlyMap<string, Cell>, choices: Choices): HTMLElement | null {
    const repairs = offered(finding);
    const t = this.texts.findings;
    if (repairs.length === 0) return null;
    const index = Math.min(choices.get(finding.id) || 0, repairs.length - 1);
    const repair = repairs[index] as Repair;
    const heading = this.heading(finding);
    const first = repair.changes[0];
    // A single change stands in the headline already.
    const told = repairs.length === 1 && repair.changes.length === 1 && finding.certainty !== null;
    return el('div', { class: 'repairs', role: 'group', 'aria-label': heading },
      el('h3', null, heading),
      told ? this.slip(repair) : repairs.length === 1 ? this.changes(repair, cells) : repairs.slice(0, SHOWN).map((one, at) => this.option(finding, one, at, at === index, cells)),
      repairs.length > SHOWN ? el('p', { class: 'faint' }, t.more(repairs.length - SHOWN)) : null,
      repair.proved_smallest ? null : el('p', { class: 'faint' }, t.unproved),
      el('div', { class: 'actions' },
        button(t.apply, () => this.events.apply(finding.id, repair), { class: 'primary', 'data-key': `apply ${finding.id}` }),
        first ? button(t.show, () => this.events.show(first.cell), { class: 'show', 'data-key': `show ${finding.id}` }) : null),
      first ? this.place(cells.get(first.cell)) : null);
  }

  private place(cell: Cell | undefined): HTMLElement | null {
    return cell && cell.place ? el('p', { class: 'faint place' }, `${this.texts.cell.place}：${cell.place.text}`) : null;
  }

  private heading(finding: Finding): string {
    const t = this.texts.findings;
    const { certainty, repairs } = finding;
    if (certainty === null) return t.fill;
    if (certainty === 'unique') return t.unique((repairs[0] as Repair).changes.length);
    if (certainty === 'likely') return t.likely(repairs.length - 1);
    return single(repairs) ? t.either(repairs.length) : t.eitherSets(repairs.length);
  }

  private option(finding: Finding, repair: Repair, at: number, checked: boolean, cells: ReadonlyMap<string, Cell>): HTMLElement {
    const radio = el('input', { type: 'radio', name: `repair ${finding.id}`, 'data-key': `option ${finding.id} ${at}`, change: () => this.events.choose(finding.id, at) });
    radio.checked = checked;
    return el('label', { class: 'option' }, radio, this.changes(repair, cells));
  }

  private changes(repair: Repair, cells: ReadonlyMap<string, Cell>): HTMLElement {
    return el('span', { class: 'changes' },
      repair.changes.map((change) => {
        return el('span', { class: 'change' }, nameOf(change.cell, cells), ' ',
          el('span', { class: 'step' }, el('del', null, written(change.from, this.texts)), ' → ', el('ins', null, change.to)));
      }),
      this.slip(repair));
  }

  private slip(repair: Repair): HTMLElement | null {
    return repair.slip_text ? el('span', { class: 'slip' }, this.texts.findings.slip(repair.slip_text)) : null;
  }
}

/** What the list scrolls in; null: the page. */
function scrollerOf(node: HTMLElement): HTMLElement | null {
  for (let one = node.parentElement; one; one = one.parentElement) {
    if (one.scrollHeight > one.clientHeight && /auto|scroll/.test(getComputedStyle(one).overflowY)) return one;
  }
  return null;
}

const single = (repairs: Repair[]) => repairs.every((one) => one.changes.length === 1);
