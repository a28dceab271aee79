// English. Labels of the official forms and the sentences of findings stay Chinese and are quoted: they are what is
// written in the report and in the rules.

import type { Review } from '../contract';
import { mapFindings } from './review';
import type { Texts } from './zh-CN';

const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`;

const RULES: Record<string, string> = {
  'inflow-outflow-mismatch': 'Received plus carried in must equal results plus carried over',
  'results-total-mismatch': 'The results must add up to their total (七)',
  'applicant-total-mismatch': 'The six kinds of applicants must add up to the total',
  'review-total-mismatch': 'The four outcomes of reviews and lawsuits must add up to the total',
  'subtotal-row-mismatch': 'A subtotal row must equal its parts',
  'negative-count': 'Counts and amounts must not be negative',
  'fractional-count': 'Counts must be whole numbers',
  'spreadsheet-damage': 'A cell holds an error value of a spreadsheet',
  'words-in-cell': 'A cell for a number holds words',
  'too-many-digits': 'Too many digits for one number',
  'missing-row': 'A row of the official form is missing',
  'extra-row': 'A row that the official form does not have',
  'form-of-another-year': 'The form is that of another year',
  'issued-exceeds-in-force': 'More issued this year than in force plus repealed',
  'published-exceeds-total': 'More newly published than published in all',
  'items-below-zero': 'Items of last year plus the change fall below zero',
  'procurement-without-amount': 'Procurement items and amount must be zero together',
  'rules-without-power': 'A body without the power to make rules (规章) reports some',
  'workload-unlike-body': 'Unusual number of decisions for such a body',
  'total-left-blank': 'A total is blank while its parts are filled in',
  'total-left-at-zero': 'A total is zero while its parts are not',
  'only-total-filled': 'Only the total is filled in',
  'key-row-left-blank': 'A row that balances the table is blank',
  'place-not-certain': 'It is not certain which cell a figure belongs to',
  'digit-lookalike': 'A letter that looks like a digit',
  'two-numbers-in-cell': 'Two numbers in one cell',
  'note-in-cell': 'A note after the number',
  'estimate-in-cell': 'An estimate instead of a number',
  'very-large-count': 'An unusually large count',
  'unit-in-cell': 'A unit of its own in the cell',
  'dash-for-zero': 'A dash instead of 0',
  'written-sign': 'A written sign or word for more and less',
  'chinese-numeral': 'A Chinese numeral',
  'number-style': 'A number written in an unusual way',
  'blank-cell': 'Blank cells',
  'mostly-other-results': 'More than half of the results are “other”',
  'part-missing': 'One of the six parts of the report is missing',
  'heading-without-table': 'No readable table below the heading of a table',
  'blank-not-filled-in': 'A blank of the template was not filled in',
  'period-not-the-year': 'The period is not January 1 to December 31 of the year of the report',
  'parts-out-of-order': 'The six parts are not numbered 一 to 六 in order',
  'heading-of-an-older-form': 'A heading of the forms before 2019',
  'superseded-notice-cited': 'The notice cited is not the one in force for the year',
  'title-off-form': 'The title is not as the form has it',
  'announced-parts-differ': 'The preface announces another number of parts than there are',
  'published-late': 'The report was published late',
  'problems-not-described': 'Part five does not describe problems and improvements',
  'other-matters-empty': 'Part six is empty: it should say “无”',
  'fee-not-reported': 'Part six does not report the fees for information',
  'fee-denied-but-unpaid-requests': 'Requests lapsed for unpaid fees, though no fee notice was sent',
  'fee-amount-unusual': 'An unusual amount of fees for information',
  'unit-missing-in-header': 'The header of the fees lacks the unit 万元',
  'balance-note-missing': 'The header of table three lacks the note on the balance',
  'review-without-requests': 'Reviews or lawsuits without any request dealt with',
  'direct-suit-since-2024': 'Since 2024 refusals go to review before a lawsuit',
  'overview-topic-missing': 'Part one leaves out a topic of the form',
  'overview-long': 'Part one has more than 1,000 characters',
  'word-doubled-in-heading': 'A word stands twice in a heading',
  'personal-data-left-in': 'A mobile or identity number was left in the text',
  'prose-table-mismatch': 'A figure in the text is not that of the table',
  'prose-share-mismatch': 'A percentage in the text does not fit its figures',
  'prose-all-answered-but-carried-over': 'The text says all was answered, but requests are carried over',
  'prose-parts-mismatch': 'The parts in a sentence do not add up to its whole',
  'prose-growth-impossible': 'Growth in the text does not fit its figures',
  'prose-contradicts-itself': 'The text gives two figures for one thing',
  'prose-to-confirm': 'A figure in the text to be compared by a person',
};

/** The verdict, as src/review.rs says it in Chinese. */
function summary(review: Review): string {
  const { report } = review;
  if (!report) return `The report could not be read: ${review.summary}`;
  const of = (severity: string) => report.findings.filter((finding) => finding.severity === severity).length;
  const [errors, warnings, notes] = [of('error'), of('warning'), of('note')];
  const { pass, fail, unknown } = report.outcomes.relations;
  const head = errors > 0 ? count(errors, 'error') + (fail > 0 ? `, ${count(fail, 'relation does', 'relations do')} not hold` : '')
    : fail > 0 ? `${count(fail, 'relation does', 'relations do')} not hold, but the reading is uncertain: look at the original first`
      : pass === 0 ? 'No relation could be checked'
        : report.unchecked.length === 0 ? `All ${count(pass, 'relation holds', 'relations hold')}` : `${count(pass, 'relation')} checked, none broken`;
  const more = [
    pass + fail === 0 ? '' : unknown > 0 ? `${unknown} could not be checked` : report.unchecked.length > 0 ? 'some content could not be checked' : '',
    warnings + notes === 0 ? '' : `also ${[warnings > 0 ? `${warnings} doubtful` : '', notes > 0 ? count(notes, 'remark') : ''].filter(Boolean).join(' and ')}`,
  ];
  return `${[head].concat(more).filter(Boolean).join('; ')}.`;
}

export const en: Texts = {
  code: 'en',
  language: 'Language',
  languageFailed: 'The texts of that language could not be fetched. Check the network and try again.',
  speak: (review) => ({ ...mapFindings(review, ({ rule, message }) => (RULES[rule] ? `${RULES[rule]}: “${message}”` : message)), summary: summary(review) }),
  name: 'gouji 勾稽',
  subtitle: 'Annual reports on government information disclosure',
  title: 'Paste an annual report; every sum in its tables is checked',
  intake: {
    label: 'Paste a table or a whole report (Ctrl+V), or drop a file here',
    again: 'Another one: paste (Ctrl+V) or drop it here',
    open: 'Open file', folder: 'Open folder', example: 'Show an example', blank: 'Fill in a blank form',
    formats: (list) => `Reads tables copied from web pages, Word, WPS and Excel, and ${list} files; many at once, a whole folder, or a .zip`,
    local: 'Everything happens in this browser; nothing is uploaded',
    empty: 'There is no text, table or file in the clipboard. Select and copy the tables in the report first.',
    tooLarge: (name) => `“${name}” is larger than 64 MB and was not read. Keep only the report and its tables.`,
    cannotRead: (name) => `The browser could not read “${name}”. Make sure it was not moved and no other program holds it, then try again.`,
    names: { paste: 'clipboard', example: 'example report', blank: 'blank form' },
  },
  intro: [
    ['Every relation', 'All sums of both official forms (2019 and 2021): columns, rows, totals.'],
    ['Down to the cell', 'The smallest change that makes every sum hold: which cell is most likely wrong, and what it should be.'],
    ['No false all-clear', 'What is blank, illegible or missing is listed apart and never counted as correct.'],
  ],
  busy: 'Checking…', stop: 'Stop', stopped: 'Stopped. What you gave is still here and can be checked again.', retry: 'Check again',
  trapped: 'The checker broke and was restarted. What you gave is still here: try again, or paste the tables only. If it happens again, please tell the maintainers.',
  cannotStart: 'The checker could not start. Reload the page; if that does not help, use a newer browser (Chromium 64 or later).',
  verdict: {
    relations: 'relations', formats: 'rules of writing', setAside: (number) => ` ${number} of them set aside.`,
    pass: 'hold', fail: 'broken', unknown: 'not checked', inapplicable: 'not applicable', meet: 'met', break: 'to note',
  },
  prose: {
    checked: 'prose checked', coming: 'prose is being checked…', retry: 'Try again',
    refused: (missing) => `The prose was not checked: ${missing ? 'the site lacks the program file for it (full.wasm)' : 'its program file could not be fetched; check the network'}. The tables are checked all the same.`,
    show: 'Show in the original',
  },
  meta: {
    form: 'Form', auto: 'Recognise', recognised: (what) => `${what} (recognised)`, unset: 'not set', year: 'Year', body: 'Body', unknown: 'not recognised', source: 'Source', why: 'Recognised by',
  },
  readers: { html: 'web table', text: 'plain text', csv: 'CSV', docx: 'Word document', doc: 'Word 97 or WPS document', rtf: 'RTF document', odt: 'ODT document', xlsx: 'Excel sheet', xls: 'Excel 97 or WPS sheet', ods: 'ODS sheet', pdf: 'PDF', ofd: 'OFD' },
  tools: {
    undo: 'Undo', redo: 'Redo', json: 'Download data (JSON)', jsonTitle: 'For other programs; with edits, and what was set aside and why', print: 'Print the record', copy: 'Copy the result as text',
    copyTables: 'Copy all tables, as edited', copyTable: 'Copy table', copied: 'Copied, ready to paste.', copyFailed: 'Could not copy. The browser may not allow it; download the data instead.',
    more: 'Take away', help: 'Keys and signs', fillTotals: (number) => `Fill in ${count(number, 'total')}`, tables: 'Form', original: 'Original', view: 'View',
  },
  takeaway: {
    title: 'Download', workbook: 'Corrected tables (.xlsx)', csv: 'Corrected tables (.csv)', annotated: 'Original with notes',
    tablesTitle: 'The tables of the official form with your changes and the certain corrections; changed and open cells are marked',
    annotatedTitle: 'Your own file, with notes and colours at the cells to blame and nothing else changed',
    busy: 'Making the file…', failed: 'The file could not be made. Try again, or download the check record.',
    corrected: (changed, open, csv) => [
      changed > 0 ? `Downloaded, with ${count(changed, 'cell')} changed` : 'Downloaded, with nothing changed', open > 0 ? `; ${open} left for you to decide` : '',
      changed + open > 0 && !csv ? '; these cells have colours and notes.' : '.'].join(''),
    noted: (number, left) => `Downloaded, with ${count(number, 'note')}.${left > 0 ? ` ${left} more have no cell in the file’s tables: see the check record.` : ''}`,
    nothingToNote: 'There is no cell to note anything at.',
    allLost: 'None of the cells to blame has a place in the file’s tables: download the check record instead.',
    noNotes: 'Notes can be put into .docx and .xlsx files only. Download the check record, or save the file as one of these and check it again.',
    record: 'Download the check record',
    changed: (was, now) => `Changed while checking: was ${was}, is ${now}`,
    adopted: (was, now) => `Corrected by the check: was ${was}, is ${now}`,
    should: (said, now) => `${said}, is ${now}`,
    correctedName: ' (corrected)', annotatedName: ' (notes)', recordName: ' (check record)', fallbackName: 'annual report',
  },
  moreFailed: 'A program file needed for this could not be fetched. Check the network and try again.',
  legend: { title: 'Signs', wrong: 'most likely wrong', suspect: 'may be wrong', fill: 'to fill in', failing: 'in a broken relation', hatch: 'blank, doubtful or missing', edited: 'edited' },
  table: {
    absent: 'not found in the text',
    suggest: { only: (value) => `should be ${value}`, likely: (value) => `likely ${value}`, either: (value) => `or ${value}`, fill: (value) => `could be ${value}` },
    readAs: (value) => `read as ${value}`, was: (value) => `was ${value}`, nothing: 'blank',
    wrong: 'most likely wrong', suspect: 'may be wrong', failing: 'in a broken relation', edited: 'edited',
    states: { read: '', edited: '', blank: 'blank', doubtful: 'read with a doubt', illegible: 'illegible', missing: 'missing' },
    unequal: 'does not add up', comma: ', ', gap: ' ',
    editing: (name) => `${name}, type a number`,
    hint: 'Select a cell and type to change it; Enter keeps, Esc gives up.', illegible: '?', rawText: (raw) => `text: ${raw}`, scroll: (title) => `${title}, scrolls sideways`,
  },
  findings: {
    title: 'Findings', none: 'No findings.', noneStanding: 'No other findings.', noneUnchecked: 'No findings in what was checked; what was not is listed below.',
    severity: { error: 'Error', warning: 'Doubtful', note: 'Remark' },
    advice: 'What to do', why: 'Why', basis: 'Basis', relations: (number) => `Relations (${number})`, difference: (value) => `off by ${value}`,
    headline: (name, to, from, sure) => `${name} ${sure ? 'should be' : 'is likely'} ${to}, not ${from}`,
    several: (broken, cells, only) => `${count(broken, 'relation')} broken; ${only ? '' : 'most likely '}${count(cells, 'cell is', 'cells are')} wrong`,
    open: (broken, number) => `${count(broken, 'relation')} broken; ${number} explanations`,
    unlocated: (broken) => `${count(broken, 'relation')} broken; no single cell stands out`,
    moreBroken: (number) => `${number} more broken, see “Why”`,
    doubt: 'Some cells were read with a doubt: compare with the original first.',
    slip: (text) => `Likely cause: ${text}`, fill: 'To fill in',
    unique: (number) => (number === 1 ? 'Changing this one cell makes all of them hold' : `Changing these ${number} cells makes all of them hold`),
    likely: (others) => (others > 0 ? `The first is likeliest; ${count(others, 'other change', 'other changes')} would do as well` : 'The likeliest change'),
    either: (number) => `One of these ${number} cells`, eitherSets: (number) => `One of these ${number} changes`,
    unproved: 'The search could not be finished; there may be other changes.',
    change: (name, from, to) => `${name}: ${from} → ${to}`,
    apply: 'Apply', show: 'Show in the form', more: (number) => `and ${number} more`,
    aside: 'Set aside', setAside: 'Set aside', takeBack: 'Take back', cancel: 'Cancel', reason: 'Reason for setting it aside', reasonHint: 'e.g. compared with the ledger, the figure is right', reasonKeep: 'Set aside',
    reasonGiven: (reason) => `Reason: ${reason}`,
  },
  cell: { title: 'Selected cell', written: 'Written', place: 'Place', relations: 'Its relations', findings: 'Its findings', noRelations: 'No relation concerns this cell.', close: 'Close' },
  drafts: {
    keep: 'Keep a draft on this computer', about: 'In this browser only; goes on after a reload. Unticked, everything kept is deleted. Not for shared computers.',
    resumed: (name) => `The draft “${name}” was restored.`, tooLarge: 'Too large for the browser: no draft is kept.',
  },
  help: {
    title: 'Keys and signs',
    groups: [
      ['Anywhere', [['Ctrl+V', 'paste a report and check it'], ['F6 Shift+F6', 'next, previous region'], ['Ctrl+Z Ctrl+Y', 'undo, redo'], ['Ctrl+P', 'print the record'], ['?', 'this help']]],
      ['In the tables', [['↑ ↓ ← →', 'move'], ['Home End', 'first, last cell of the row; with Ctrl of the table'], ['PageUp PageDown', 'eight rows'], ['0–9', 'replace the number'], ['Enter F2', 'edit the number'], ['Delete', 'empty the cell'], ['Ctrl+C Ctrl+V', 'copy, paste a number or a block']]],
      ['While typing', [['Enter', 'keep, go down'], ['Tab', 'keep, go on'], ['Esc', 'give up']]],
    ],
    marksTitle: 'Signs', marks: 'Red thick frame with ×: most likely wrong, with what it should be. Orange with !: may be wrong. Dashed frame: part of a broken relation. Hatched: blank, doubtful or missing. A corner: edited.',
  },
  record: {
    title: 'Check record: annual report on government information disclosure', of: 'Checked', when: 'Time', version: 'Program', verdict: 'Verdict: ', aside: 'Set aside, and why', edits: 'Changes made',
    ways: 'Possible changes', or: '; or ', by: 'Checked by:', date: 'Date:',
  },
  flow: {
    title: 'Received and handled (totals)', received: 'new', carriedIn: 'carried in', carriedOut: 'carried over',
    results: { granted: 'granted', partial: 'partly', denied: 'refused', unavailable: 'unavailable', declined: 'not handled', other: 'other' },
    said: (came, went) => (came === went ? `${came} received, ${went} handled or carried over: both sides agree. ` : `${came} received, ${went} handled or carried over: off by ${Math.abs(came - went)}. `),
  },
  theme: { label: 'Appearance', names: { auto: 'System', light: 'Light', dark: 'Dark', contrast: 'High contrast' } },
  unchecked: { title: 'Not checked', none: 'Nothing is left out: all that should be checked was.', notices: 'About the reading' },
  original: { empty: 'No original.', cut: 'Very long: only the beginning is shown.' },
  unreadable: { given: 'What you gave', file: (name, size) => `File “${name}”, ${size}`, cut: '(only the beginning is shown)' },
  sides: (left, right) => [left, right].filter(Boolean).join(', '),
  export: { title: 'Result' },
  frame: { told: (origin) => `The result is given to the page this is embedded in: ${origin}` },
  inPage: {
    title: 'gouji', again: 'Check again', remove: 'Remove the marks', working: 'Checking the tables of this page…', broken: 'The checker could not start: this page’s policy may forbid it. Copy the tables and paste them into the checker’s own page.',
    none: 'No annual report’s tables on this page.', legend: 'Red frame: most likely wrong. Orange frame: may be wrong. Orange dashes: part of a broken relation.',
    unchecked: (number) => `${number} more not checked.`, unplaced: (number) => `${count(number, 'finding has', 'findings have')} no place on this page and ${number === 1 ? 'stands' : 'stand'} only here.`,
    local: 'Everything happens in this browser; nothing is uploaded.', tables: 'Only the tables are checked here; the checker’s own page checks the prose too.',
  },
  footer: 'For reference when checking; no judgement on the report.',
};
