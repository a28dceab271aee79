//! Lines of labels and rows of figures → rows.
//!
//! Takes the lines of a table without ruling lines, gives its rows. Labels wrap, rows may have no figures, and figures
//! stand beside the first, the middle or the last line of their label. The cheapest way to cut the lines into labels
//! and to give each row of figures one is looked for; where another way is nearly as cheap the label is not certain,
//! and then the figures get none.

use super::super::super::sheet::Area;
use super::super::join::begins_item;
use super::super::lines::Segment;

/// A line of the body: its labels and its figures.
pub struct Split {
    pub labels: Vec<Segment>,
    pub figures: Vec<Segment>,
    /// Largest font size.
    pub size: f32,
}

/// A row of the table.
pub enum Row {
    /// A label and its figures; without a label when it is not certain.
    Figures(Vec<Segment>, Vec<Segment>),
    /// Text that is no label for certain.
    Loose(Vec<Segment>),
}

/// The rows of a table.
pub struct Rows {
    /// Most labels begin with a number or sign of their own.
    pub items: bool,
    /// The first label does not, though the others do: it is the rest of the last on the page before.
    pub rest: bool,
    /// Top to bottom.
    pub list: Vec<Row>,
}

/// Lines a label may have.
const MAX_LINES: usize = 16;
/// Lines times rows of figures that are looked at.
const MAX_PAIRS: usize = 100_000;

// Distances, in font sizes.

/// Figures whose middles are at most this far apart may be one row: lines of text are further apart.
const SAME_ROW: f32 = 0.85;
/// Figures of one row are never this far apart; and, as a share, never as far as this of the distance of rows.
const OTHER_ROW: f32 = 1.5;
const SHARE_OF_ROW: f32 = 0.6;
/// How far from its place beside the label a row of figures may stand.
const OFF: f32 = 0.35;
/// Furthest distance all figures of a table may share; and, as a share, how much of the distance of rows.
const SHIFT: f32 = 1.2;
const SHIFT_OF_ROW: f32 = 0.4;
/// The next line of a label is at most this far below.
const NEXT_LINE: f32 = 1.8;
/// Lines of a label begin or have their middle within this distance.
const ALIGNED: f32 = 0.3;
/// Text as near as this stands beside other text, not between its lines; and, as a share, of their distance.
const BESIDE: f32 = 0.9;
const BESIDE_OF_LINES: f32 = 0.6;
/// Pieces of text this near stand on one line.
const SAME_LINE: f32 = 0.3;
/// Lines of text are at least this far apart.
const LEAST_LEADING: f32 = 0.7;
/// Narrowest gap between two columns of labels.
const COLUMN_JOINT: f32 = 0.4;
/// Fewest labels behind the gap between labels of groups and of rows; and for each how many may cross it.
const LEAST_BEHIND: usize = 2;
const CROSSING: usize = 3;
/// Narrower gaps stand within labels.
const WIDE_JOINT: f32 = 0.8;
/// Lines of one label are at most this much further apart, as a factor, than lines are at least.
const LOOSE_LINES: f32 = 1.3;

// Costs: what each oddity of a way to cut weighs.

const NO_LABEL: f32 = 3.0;
const INSIDE: f32 = 1.5;
const TORN: f32 = 3.0;
const CUT_BEFORE_NO_ITEM: f32 = 2.0;
const CUT: f32 = 0.3;
const NO_FIGURES: f32 = 0.4;
const NO_ITEM_NO_FIGURES: f32 = 1.5;
/// A way this much cheaper than all others is certain.
const MARGIN: f32 = 0.8;

/// A line of labels: the parts beside each other.
struct Text {
    parts: Vec<Segment>,
    y: f32,
    item: bool,
}

/// A row of figures.
struct Figures {
    parts: Vec<Segment>,
    y: f32,
}

/// Which line of its label a row of figures stands beside.
#[derive(Clone, Copy, PartialEq)]
enum Mode {
    First,
    Middle,
    Last,
}

/// A step of a way: lines from `from` to `to` are a label (none when equal), with this row of figures.
#[derive(Clone, Copy, PartialEq)]
struct Step {
    from: usize,
    to: usize,
    row: Option<usize>,
}

/// The rows, top to bottom. `goes_on`: the table began on the page before. `None` when there is too much of it.
pub fn rows(lines: Vec<Split>, goes_on: bool) -> Option<Rows> {
    let size = median(lines.iter().map(|line| line.size)).max(1.0);
    let (texts, groups, figures) = sorted(lines, size);
    if texts.len().max(1).saturating_mul(figures.len()) > MAX_PAIRS {
        return None;
    }
    let page = Body::new(texts, figures, size, goes_on);
    let (steps, sure) = page.best();
    let steps = page.safe(&steps, &sure);
    let first =
        steps.iter().find(|(step, loose)| !loose && step.from < step.to).map_or(0, |(step, _)| step.from);
    let (items, rest) = (page.items, page.items && goes_on && !page.is_item(first));
    Some(Rows { items, rest, list: page.rows(steps, groups) })
}

fn median(values: impl Iterator<Item = f32>) -> f32 {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// How far the second of two heights is below the first.
fn distance(pair: &[f32]) -> f32 {
    match pair {
        [a, b] => b - a,
        _ => f32::MAX,
    }
}

fn middle(parts: &[Segment]) -> f32 {
    median(parts.iter().map(|part| part.area.middle().1))
}

// ---- what stands where -----------------------------------------------------------------------------------

/// The lines of the labels of rows, the pieces of the labels of groups to the left of them, and the rows of figures.
fn sorted(lines: Vec<Split>, size: f32) -> (Vec<Text>, Vec<Segment>, Vec<Figures>) {
    let edge = group_edge(&lines);
    let (mut pieces, mut rows): (Vec<Segment>, Vec<Figures>) = Default::default();
    for line in lines {
        for part in line.labels {
            match edge.and_then(|edge| part.split_at(edge)).or_else(|| split_before_item(&part)) {
                Some((left, right)) => pieces.extend([left, right]),
                None => pieces.push(part),
            }
        }
        if !line.figures.is_empty() {
            rows.push(Figures { y: middle(&line.figures), parts: line.figures });
        }
    }
    let near = (BESIDE * size).max(BESIDE_OF_LINES * leading(&pieces, size));
    let beside = |part: &Segment, other: &Segment| {
        other.area.x0 >= part.area.x1 && (other.area.middle().1 - part.area.middle().1).abs() < near
    };
    let (mut groups, mut texts, mut short): (Vec<Segment>, Vec<Segment>, Vec<Segment>) = Default::default();
    for part in &pieces {
        let left = edge.is_some_and(|edge| part.area.x1 <= edge);
        let list = match pieces.iter().any(|other| beside(part, other)) {
            true => &mut groups,
            false if left => &mut short,
            false => &mut texts,
        };
        list.push(part.clone());
    }
    for part in short {
        let in_group = groups.iter().any(|above| is_next_line(&above.area, &part.area, size));
        let next = texts.iter().any(|above| is_next_line(&above.area, &part.area, size));
        let is_label = begins_item(&part.text) || (next && !in_group);
        if is_label { &mut texts } else { &mut groups }.push(part);
    }
    let groups = whole_labels(groups, size);
    texts.sort_by(|a, b| a.area.middle().1.total_cmp(&b.area.middle().1));
    // What stands on one line is one text.
    let same = |a: &Segment, b: &Segment| (a.area.middle().1 - b.area.middle().1).abs() < SAME_LINE * size;
    let texts = texts.chunk_by(same).map(|parts| text(parts.to_vec())).collect();
    (texts, groups, rows)
}

/// Puts the lines of each label of a group together, each label where its first line stands.
fn whole_labels(mut pieces: Vec<Segment>, size: f32) -> Vec<Segment> {
    pieces.sort_by(|a, b| a.area.middle().1.total_cmp(&b.area.middle().1));
    let mut labels: Vec<(Segment, Area)> = Vec::new();
    for part in pieces {
        let open = labels.iter_mut().rev().find(|(_, last)| is_next_line(last, &part.area, size));
        match open.filter(|_| !begins_item(&part.text)) {
            Some((label, last)) => {
                label.text.push_str(&part.text);
                *last = part.area;
            }
            None => labels.push((Segment { joints: Vec::new(), ..part.clone() }, part.area)),
        }
    }
    labels.into_iter().map(|(label, _)| label).collect()
}

/// The least distance of pieces that stand below each other.
fn leading(pieces: &[Segment], size: f32) -> f32 {
    let overlap = |a: &Segment, b: &Segment| a.area.x0 < b.area.x1 && b.area.x0 < a.area.x1;
    let next = |(at, part): (usize, &Segment)| {
        let below = pieces.iter().skip(at + 1).find(|other| overlap(part, other))?;
        Some(below.area.middle().1 - part.area.middle().1)
    };
    let distances = pieces.iter().enumerate().filter_map(next);
    distances.filter(|distance| *distance > LEAST_LEADING * size).fold(f32::MAX, f32::min).min(3.0 * size)
}

/// Cuts a piece in which an item begins behind a gap: the label of a group stands before it.
fn split_before_item(part: &Segment) -> Option<(Segment, Segment)> {
    let begins = |at: usize| part.text.get(at..).is_some_and(|text| begins_item(text.trim_start()));
    let joint = part
        .joints
        .iter()
        .find(|joint| begins(joint.at) && joint.to - joint.from > COLUMN_JOINT * part.area.height())?;
    part.split_at(f32::midpoint(joint.from, joint.to))
}

/// Whether one piece of text stands right below another: they begin together or have their middle together.
fn is_next_line(above: &Area, below: &Area, size: f32) -> bool {
    let ((x, y), (other, above_y)) = (below.middle(), above.middle());
    let aligned = (x - other).abs() < ALIGNED * size || (below.x0 - above.x0).abs() < ALIGNED * size;
    aligned && y > above_y && y - above_y < NEXT_LINE * size
}

fn text(parts: Vec<Segment>) -> Text {
    let item = parts.iter().any(|part| begins_item(&part.text));
    Text { y: middle(&parts), item, parts }
}

/// Joins figures that fill each other's gaps at nearly the same height. `near`: rows are further apart.
fn whole(rows: Vec<Figures>, near: f32) -> Vec<Figures> {
    let apart = |a: &Segment, b: &Segment| a.area.x1 <= b.area.x0 || b.area.x1 <= a.area.x0;
    let mut whole: Vec<Figures> = Vec::new();
    for row in rows {
        let last = whole.last_mut().filter(|last| {
            row.y - last.y < near && last.parts.iter().all(|a| row.parts.iter().all(|b| apart(a, b)))
        });
        match last {
            Some(last) => {
                last.parts.extend(row.parts);
                last.parts.sort_by(|a, b| a.area.x0.total_cmp(&b.area.x0));
                last.y = middle(&last.parts);
            }
            None => whole.push(row),
        }
    }
    whole
}

/// Where the labels of groups end and those of rows begin: the gap furthest to the right behind which many labels
/// begin. Labels that reach over both cross it; they are not many more.
fn group_edge(lines: &[Split]) -> Option<f32> {
    let mut edges = Vec::new();
    for line in lines {
        let segments = line.labels.windows(2).filter_map(|pair| match pair {
            [a, b] => Some((a.area.x1, b.area.x0)),
            _ => None,
        });
        let joints =
            line.labels.iter().flat_map(|part| part.joints.iter().map(|joint| (joint.from, joint.to)));
        let joints = joints.filter(|(from, to)| to - from > WIDE_JOINT * line.size);
        edges.extend(segments.chain(joints).map(|(from, to)| f32::midpoint(from, to)));
    }
    edges.sort_by(|a, b| b.total_cmp(a));
    let labels = || lines.iter().flat_map(|line| &line.labels);
    let crosses = |part: &&Segment, x: f32| {
        part.area.x0 < x
            && x < part.area.x1
            && !part.joints.iter().any(|joint| joint.from <= x && x <= joint.to)
    };
    edges.into_iter().find(|x| {
        let behind = labels().filter(|part| part.area.x0 >= *x).count();
        let crossing = labels().filter(|part| crosses(part, *x)).count();
        behind >= LEAST_BEHIND && behind * CROSSING >= crossing
    })
}

// ---- the cheapest way ------------------------------------------------------------------------------------

struct Body {
    texts: Vec<Text>,
    figures: Vec<Figures>,
    size: f32,
    /// Least distance of lines.
    leading: f32,
    /// Least distance of rows.
    pitch: f32,
    /// Most labels begin with a number or sign of their own.
    items: bool,
    goes_on: bool,
}

impl Body {
    fn new(texts: Vec<Text>, figures: Vec<Figures>, size: f32, goes_on: bool) -> Self {
        let items = texts.iter().filter(|text| text.item).count();
        let items = if items * 2 >= figures.len() { items } else { 0 };
        let distances = texts.windows(2).filter_map(|pair| match pair {
            [a, b] if !(items > 0 && b.item) => Some(b.y - a.y),
            _ => None,
        });
        let leading = distances.filter(|distance| *distance > 0.7 * size).fold(f32::MAX, f32::min);
        let leading = if leading < f32::MAX { leading } else { 1.3 * size };
        let least = |a: f32, b: f32| a.min(b);
        let pitch = if items > 0 {
            let items: Vec<f32> = texts.iter().filter(|text| text.item).map(|text| text.y).collect();
            items.windows(2).map(distance).fold(f32::MAX, least)
        } else {
            let ys: Vec<f32> = figures.iter().map(|row| row.y).collect();
            ys.windows(2).map(distance).fold(f32::MAX, least)
        };
        let near = (SAME_ROW * size).max((SHARE_OF_ROW * pitch).min(OTHER_ROW * size));
        let figures = whole(figures, near);
        Self { texts, figures, size, leading, pitch, items: items > 0, goes_on }
    }

    fn y(&self, at: usize) -> f32 {
        self.texts.get(at).map_or(0.0, |text| text.y)
    }

    fn is_item(&self, at: usize) -> bool {
        self.texts.get(at).is_some_and(|text| text.item)
    }

    /// What it costs that a label begins at line `at`.
    fn begin(&self, at: usize) -> f32 {
        if self.is_item(at) || (at == 0 && (self.goes_on || !self.items)) {
            return 0.0;
        }
        if self.items {
            // The rest of a label at the top of a page, below what is left of a header.
            let below_head = self.goes_on && self.is_torn(at) && !(0..at).any(|above| self.is_item(above));
            return if below_head { CUT } else { CUT_BEFORE_NO_ITEM };
        }
        if self.is_torn(at) { 0.0 } else { CUT }
    }

    /// Whether line `at` stands further from the one before it than the lines of a label do.
    fn is_torn(&self, at: usize) -> bool {
        at > 0 && self.y(at) - self.y(at - 1) > LOOSE_LINES * self.leading
    }

    /// What it costs that a row of figures belongs to a label; `None` when it cannot.
    fn beside(&self, from: usize, to: usize, row: usize, mode: Mode, shift: f32) -> Option<f32> {
        let (top, bottom) = (self.y(from), self.y(to - 1));
        let y = self.figures.get(row)?.y - shift;
        let place = match mode {
            Mode::First => top,
            Mode::Middle => f32::midpoint(top, bottom),
            Mode::Last => bottom,
        };
        let off = (y - place).abs() / self.size;
        if off <= OFF {
            return Some(2.0 * off * off);
        }
        (top - 0.5 * self.size <= y && y <= bottom + 0.5 * self.size).then_some(INSIDE)
    }

    /// Calls `take` with every step that can follow when `text` lines and `row` rows are done, and its cost.
    fn steps(&self, (line, row): (usize, usize), mode: Mode, shift: f32, mut take: impl FnMut(Step, f32)) {
        let has_row = row < self.figures.len();
        if has_row {
            take(Step { from: line, to: line, row: Some(row) }, NO_LABEL);
        }
        let mut cost = self.begin(line);
        for to in line + 1..=(line + MAX_LINES).min(self.texts.len()) {
            let last = to - 1;
            if last > line {
                if self.is_item(last) {
                    break;
                }
                cost += if self.is_torn(last) { TORN } else { 0.0 };
            }
            let plain = if self.items && !self.is_item(line) { NO_ITEM_NO_FIGURES } else { NO_FIGURES };
            take(Step { from: line, to, row: None }, cost + plain);
            if let Some(beside) = has_row.then(|| self.beside(line, to, row, mode, shift)).flatten() {
                take(Step { from: line, to, row: Some(row) }, cost + beside);
            }
        }
    }

    /// How far below their place beside the label figures usually stand.
    fn shift(&self, mode: Mode) -> f32 {
        let starts: Vec<usize> =
            (0..self.texts.len()).filter(|at| !self.items || self.is_item(*at)).collect();
        let ends = starts.iter().skip(1).copied().chain([self.texts.len()]);
        let places: Vec<f32> = starts
            .iter()
            .zip(ends)
            .map(|(from, to)| match mode {
                Mode::First => self.y(*from),
                Mode::Middle => f32::midpoint(self.y(*from), self.y(to - 1)),
                Mode::Last => self.y(to - 1),
            })
            .collect();
        let nearest = |row: &Figures| {
            places.iter().map(|place| row.y - place).min_by(|a, b| a.abs().total_cmp(&b.abs()))
        };
        let shift = median(self.figures.iter().filter_map(nearest));
        if shift.abs() <= (SHIFT * self.size).min(SHIFT_OF_ROW * self.pitch) { shift } else { 0.0 }
    }

    fn index(&self, (line, row): (usize, usize)) -> usize {
        line * (self.figures.len() + 1) + row
    }

    fn states(&self) -> impl DoubleEndedIterator<Item = (usize, usize)> + use<> {
        let rows = self.figures.len() + 1;
        (0..(self.texts.len() + 1) * rows).map(move |at| (at / rows, at % rows))
    }

    /// The cheapest way over all modes, and for each row of figures whether its label is certain.
    fn best(&self) -> (Vec<Step>, Vec<bool>) {
        let modes = [Mode::Middle, Mode::First, Mode::Last];
        let ways: Vec<Ways> = modes.iter().map(|mode| Ways::new(self, *mode)).collect();
        let Some(best) = ways.iter().min_by(|a, b| a.total.total_cmp(&b.total)) else {
            return Default::default();
        };
        let chosen = best.way(self);
        let mut sure = vec![false; self.figures.len()];
        for step in &chosen {
            let Some(slot) = step.row.and_then(|row| sure.get_mut(row)) else { continue };
            let other = ways.iter().map(|ways| ways.other(self, *step)).fold(f32::MAX, f32::min);
            *slot = step.from < step.to && other >= best.total + MARGIN;
        }
        // Figures right above or below others that found no label may go on there.
        let bare: Vec<f32> = chosen
            .iter()
            .filter(|step| step.from == step.to)
            .filter_map(|step| self.figures.get(step.row?))
            .map(|row| row.y)
            .collect();
        for (sure, row) in sure.iter_mut().zip(&self.figures) {
            *sure &= !bare.iter().any(|y| (row.y - y).abs() < NEXT_LINE * self.size);
        }
        (chosen, sure)
    }

    /// The way with what is not certain taken apart: figures without their label, and lines around them that may be it.
    fn safe(&self, steps: &[Step], sure: &[bool]) -> Vec<(Step, bool)> {
        let is_sure = |step: &Step| step.row.map(|row| sure.get(row).copied().unwrap_or(false));
        let near_unsure = |mut around: std::iter::Take<std::slice::Iter<Step>>, back: bool| {
            let found = if back { around.rev().find_map(is_sure) } else { around.find_map(is_sure) };
            found == Some(false)
        };
        let mut list = Vec::new();
        for (at, step) in steps.iter().enumerate() {
            let after = steps.get(at + 1..).unwrap_or_default();
            let lost = match is_sure(step) {
                Some(sure) => !sure,
                None => {
                    near_unsure(steps.iter().take(at), true)
                        || near_unsure(after.iter().take(after.len()), false)
                }
            };
            // Lines above the first label that begin no item of a list of items are the rest of a header.
            let head =
                self.items && !self.goes_on && at == 0 && step.row.is_none() && !self.is_item(step.from);
            match step.row {
                Some(row) if lost => {
                    if step.from < step.to {
                        list.push((Step { row: None, ..*step }, true));
                    }
                    list.push((Step { from: step.to, to: step.to, row: Some(row) }, false));
                }
                _ => list.push((*step, lost || head)),
            }
        }
        list
    }

    /// The rows of a way; the labels of groups go to the row next to their first line.
    fn rows(self, steps: Vec<(Step, bool)>, groups: Vec<Segment>) -> Vec<Row> {
        let mut extra: Vec<Vec<Segment>> = vec![Vec::new(); steps.len()];
        for part in groups {
            let y = part.area.middle().1;
            let distance = |step: &Step| {
                let (top, bottom) = (self.y(step.from), self.y(step.to.saturating_sub(1)));
                (top - y).max(y - bottom).max(0.0)
            };
            let own = (0..)
                .zip(&steps)
                .filter(|(_, (step, _))| step.from < step.to)
                .min_by(|(_, (a, _)), (_, (b, _))| distance(a).total_cmp(&distance(b)));
            let own: usize = own.map_or(0, |(at, _)| at);
            if let Some(list) = extra.get_mut(own) {
                list.push(part);
            }
        }
        let mut texts = self.texts.into_iter().map(|text| text.parts);
        let mut figures = self.figures.into_iter().map(|row| row.parts);
        let mut rows = Vec::new();
        for ((step, loose), mut label) in steps.into_iter().zip(extra) {
            label.extend(texts.by_ref().take(step.to - step.from).flatten());
            let own = step.row.and_then(|_| figures.next()).unwrap_or_default();
            rows.push(if loose { Row::Loose(label) } else { Row::Figures(label, own) });
        }
        rows
    }
}

/// What every beginning and every end of a way costs.
struct Ways {
    mode: Mode,
    shift: f32,
    before: Vec<f32>,
    behind: Vec<f32>,
    total: f32,
}

impl Ways {
    fn new(body: &Body, mode: Mode) -> Self {
        let shift = body.shift(mode);
        let count = (body.texts.len() + 1) * (body.figures.len() + 1);
        let (mut before, mut behind) = (vec![f32::MAX; count], vec![f32::MAX; count]);
        let at = |list: &[f32], index: usize| list.get(index).copied().unwrap_or(f32::MAX);
        if let (Some(first), Some(last)) = (before.first_mut(), behind.last_mut()) {
            (*first, *last) = (0.0, 0.0);
        }
        for state in body.states() {
            let base = at(&before, body.index(state));
            if base >= f32::MAX {
                continue;
            }
            body.steps(state, mode, shift, |step, cost| {
                let next = body.index(step.end(state));
                if let Some(place) = before.get_mut(next) {
                    *place = place.min(base + cost);
                }
            });
        }
        for state in body.states().rev() {
            let mut least = at(&behind, body.index(state));
            body.steps(state, mode, shift, |step, cost| {
                let rest = at(&behind, body.index(step.end(state)));
                if rest < f32::MAX {
                    least = least.min(cost + rest);
                }
            });
            if let Some(place) = behind.get_mut(body.index(state)) {
                *place = least;
            }
        }
        let total = at(&behind, 0);
        Self { mode, shift, before, behind, total }
    }

    fn behind(&self, index: usize) -> f32 {
        self.behind.get(index).copied().unwrap_or(f32::MAX)
    }

    /// The steps of the cheapest way.
    fn way(&self, body: &Body) -> Vec<Step> {
        let (mut state, mut way) = ((0, 0), Vec::new());
        let end = (body.texts.len(), body.figures.len());
        while state != end {
            let mut next: Option<(Step, f32)> = None;
            body.steps(state, self.mode, self.shift, |step, cost| {
                let total = cost + self.behind(body.index(step.end(state)));
                if next.is_none_or(|(_, least)| total < least) {
                    next = Some((step, total));
                }
            });
            let Some((step, _)) = next else { break };
            state = step.end(state);
            way.push(step);
        }
        way
    }

    /// What the cheapest way costs in which the row of figures of a step has a label that begins elsewhere, or none.
    fn other(&self, body: &Body, chosen: Step) -> f32 {
        let Some(row) = chosen.row else { return f32::MAX };
        let mut least = f32::MAX;
        for line in 0..=body.texts.len() {
            let state = (line, row);
            let Some(base) = self.before.get(body.index(state)).filter(|base| **base < f32::MAX) else {
                continue;
            };
            body.steps(state, self.mode, self.shift, |step, cost| {
                let differs = step.from != chosen.from || step.from == step.to;
                if step.row == Some(row) && differs {
                    least = least.min(base + cost + self.behind(body.index(step.end(state))));
                }
            });
        }
        least
    }
}

impl Step {
    /// Where a way stands after it.
    fn end(&self, (_, row): (usize, usize)) -> (usize, usize) {
        (self.to, row + usize::from(self.row.is_some()))
    }
}
