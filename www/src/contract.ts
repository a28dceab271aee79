// The public result of a check, as `gouji check --json` prints it and the wasm module returns it.
// Source: src/view.rs. Every number that is a figure of the report is a decimal string ("15", "96171.6",
// "-256"), exact; counters are numbers. Absent values are null, never undefined.

export interface Review {
  schema: 'gouji-review/1';
  version: string;
  source: { name: string | null; reader: string | null };
  /** consistent: everything checked and nothing wrong; incomplete: nothing wrong found, but something was not checked. */
  verdict: 'consistent' | 'incomplete' | 'findings' | 'unreadable';
  /** One Chinese sentence for the verdict line. */
  summary: string;
  unreadable: { reason: string; advice: string } | null;
  report: Report | null;
}

export interface Report {
  form: string;            // "2019" | "2021" | "2021-mixed" …
  form_name: string;       // shown to the user
  form_why: string;        // why this form was recognised
  year: number | null;
  body: string | null;
  tables: Table[];         // always all tables of the form, present or not
  outcomes: { relations: Counts; formats: Counts };
  whole: boolean;          // prose and the form of the report were checked too; false: the tables alone
  relations: Relation[];
  unchecked: Unchecked[];
  notices: string[];
  findings: Finding[];
  original: Block[];
}

export interface Counts { pass: number; fail: number; unknown: number; inapplicable: number }

export interface Table {
  id: 'disclosure' | 'requests' | 'review';
  title: string;
  present: boolean;
  /** The official layout: rows of slots, spans as in the form. */
  layout: Slot[][];
  cells: Cell[];
}

export interface Slot {
  kind: 'header' | 'label' | 'value' | 'empty';
  text: string;            // of headers and labels
  cell: string | null;     // CellId of values
  rowspan: number;
  colspan: number;
}

export interface Cell {
  id: string;              // "requests.granted@natural_person"
  name: string;            // "（一）予以公开·自然人"
  raw: string | null;      // as written; null: the cell was not found
  value: string | null;    // what it was read as; null: not known
  state: 'read' | 'blank' | 'doubtful' | 'illegible' | 'missing' | 'edited';
  remark: string | null;   // said when it was not a plain number
  anchor: Anchor | null;
  place: Place | null;     // where it stands in the file; null outside of tables and where it was not found
}

export interface Anchor { block: number; row: number; col: number; start: number; end: number }

/** A place in the file as the user sees it. */
export interface Place {
  text: string;            // "第 1 个表格第 12 行第 4 列", "Sheet1!C7", "第 4 页，表格第 12 行"
  page: number | null;     // PDF and OFD: the page, from 1
  box: [number, number, number, number] | null; // PDF and OFD: left, top, right, bottom in points on that page
}

export interface Relation {
  rule: string;            // "requests-row-total"
  name: string;            // "（一）予以公开：六类申请人之和 = 总计"
  outcome: 'pass' | 'fail' | 'unknown' | 'inapplicable';
  cells: string[];
  left: Side;
  right: Side;
  difference: string | null;
  reason: string | null;   // why unknown or inapplicable
}
export interface Side { cells: string[]; text: string; value: string | null }  // "20 + 0 + 1 = 21"

export interface Unchecked { what: string; why: string; cells: string[] }

export interface Finding {
  id: string;              // fingerprint: same rule, same cells, same values → same id
  rule: string;
  severity: 'error' | 'warning' | 'note';
  cells: string[];         // cells the finding is about
  left: string | null;
  right: string | null;
  difference: string | null;
  message: string;         // what is wrong, with the numbers
  why: string;             // why it must hold
  advice: string;          // what to do
  basis: string;           // the clause
  relations: number[];     // indices into report.relations that it explains
  repairs: Repair[];       // ranked; empty where the rule is not about sums
  quote: Quote | null;     // the sentence it is about
  /** unique: the only smallest repair; likely: one clearly ahead; open: any of a few; none: nothing singles out a cell; null: nothing was searched. */
  certainty: 'unique' | 'likely' | 'open' | 'none' | null;
}
/** A piece of the prose; start and end count its Unicode characters and mark the figure. */
export interface Quote { text: string; start: number; end: number; anchor: Anchor | null }
export interface Repair {
  rank: number;
  changes: { cell: string; from: string | null; to: string }[];
  slip: string | null;     // kebab-case id of the likely slip
  slip_text: string | null; // in Chinese
  unique: boolean;         // the only smallest repair
  proved_smallest: boolean;
}

export type Block =
  | { kind: 'paragraph'; text: string }
  | { kind: 'grid'; rows: number; cols: number; cells: { row: number; col: number; rowspan: number; colspan: number; text: string }[] };

export interface Options {
  form?: string | null;    // null: recognise
  year?: number | null;
  /** Cells typed over by the user, applied after reading. */
  edits?: { cell: string; raw: string }[];
}

// Exports of the wasm module (functions, no objects):
//   review_text(name: string|null, text: string, options): Review        plain text from the clipboard
//   review_html(name, html: string, options): Review                      text/html from the clipboard
//   review_bytes(name, bytes: Uint8Array, options): Review                a file; sniffed by content
//   review_blank(form: string, options): Review                           an empty official form, with options.edits
//   about(): { version, formats: {name, extensions: string[]}[], forms: {id, name}[] }

// Of the full engine alone:
//   brief_text, brief_html, brief_bytes, brief_document: as review_…, giving a Brief
//   compare_years(digests: Uint8Array[], pairs: [before, after][] | null): Years     null: paired by name and year
//   roll_up(digests: Uint8Array[], options: RollupOptions): Rollup

/** A review as a list of many needs it. Names of cells are for people. */
export interface Brief {
  schema: 'gouji-brief/1';
  version: string;
  source: { name: string | null; reader: string | null };
  verdict: Review['verdict'];
  summary: string;
  unreadable: { reason: string; advice: string } | null;
  form: string | null;
  form_name: string | null;
  year: number | null;
  body: string | null;
  outcomes: { relations: Counts; formats: Counts } | null;
  errors: number;
  warnings: number;
  notes: number;
  findings: BriefFinding[];
  unchecked: Unchecked[];
  notices: string[];
  digest: Uint8Array | null; // what is kept for comparing with others: opaque, of this release; null: unreadable
}

export interface BriefFinding {
  id: string;
  rule: string;
  severity: Finding['severity'];
  cells: string[];
  message: string;
  advice: string;
  basis: string;
  quote: string | null;
}

/** What about() returns. */
export interface About {
  version: string;
  formats: { name: string; extensions: string[] }[];
  forms: { id: string; name: string }[];
}

// ---- What the office pack writes ----

/** Why something could not be done, and what to do. */
export interface Refusal { reason: string; advice: string }

/** How strongly a cell is marked. */
export type Tone = 'wrong' | 'suspect' | 'edited';

/** A note at a place of `original`, for the file it was read from. */
export interface FileMark { block: number; row: number; col: number; tone: Tone; text: string }

/** `left_out`: marks that stand in no table of the file. */
export interface Annotated { bytes: Uint8Array; left_out: number }

/** A table below its title, for a workbook or CSV. */
export interface TableSheet { name: string; title: string; slots: TableSlot[] }

export interface TableSlot {
  row: number;
  col: number;
  rowspan: number;
  colspan: number;
  kind: 'header' | 'label' | 'value';
  text: string;            // of values a plain number becomes a number
  tone: Tone | null;       // null: no note
  note: string;
}

/** A file in a container, or why it cannot be had. */
export type Member = { name: string; bytes: Uint8Array } | ({ name: string } & Refusal);

// ---- Several reports: `gouji years --json`, compare_years(). Source: src/view/across.rs ----

/** A report of a list; others name it by its index. */
export interface Listed { name: string | null; year: number | null; body: string | null; form: string }

/** Cells of one of the reports; none: the report as a whole. */
export interface CrossPlace { report: number; cells: string[] }

export interface CrossFinding {
  id: string;              // fingerprint: same rule, reports, cells and words → same id
  rule: string;
  severity: 'error' | 'warning' | 'note';
  message: string;
  why: string;
  advice: string;
  basis: string;
  places: CrossPlace[];
}

/** Several rules with one reason are told together, with “；” between them. */
export interface CrossUnchecked { what: string; why: string }

/** A report that is compared with none. */
export interface Out { report: number; why: string }

/** How much of the text of a part stood in the earlier report already, in per cent. */
export interface Repetition { part: string; percent: number }

export interface YearPair {
  before: number;
  after: number;
  verdict: 'consistent' | 'incomplete' | 'findings';
  summary: string;
  outcomes: Counts;
  findings: CrossFinding[];
  unchecked: CrossUnchecked[];
  repetition: Repetition[];
}

export interface Years {
  schema: 'gouji-years/1';
  version: string;
  reports: Listed[];
  pairs: YearPair[];
  unpaired: Out[];
}

export interface RollupOptions {
  parent?: number | null;  // absent: found by its name; null: there is none
  complete?: boolean;      // every child is among the digests
  children?: number[] | null; // null: all that belong
}

export interface Rollup {
  schema: 'gouji-rollup/1';
  version: string;
  reports: Listed[];
  year: number | null;
  form: string;
  form_name: string;
  parent: number | null;
  children: number[];
  left_out: { report: number; why: string }[];
  complete: boolean;
  verdict: 'consistent' | 'incomplete' | 'findings';
  summary: string;
  outcomes: Counts;
  tables: RollupTable[];
  findings: CrossFinding[];
  unchecked: { what: string; why: string }[];
}

export interface RollupTable {
  id: Table['id'];
  title: string;
  layout: Slot[][];
  cells: RollupCell[];
}

/** Figures are decimal strings; gap: the parent's less the sum; unknown: children without a value. */
export interface RollupCell { id: string; name: string; sum: string | null; parent: string | null; gap: string | null; unknown: number }
