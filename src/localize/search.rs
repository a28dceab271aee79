//! Exact search for the lightest repairs of any ±1 system, whatever their size.
//!
//! Takes: the compiled equations, failing ones, values and weights. Gives: all lightest repairs with the
//! proof that nothing is lighter, or an honest "not proved" past its budget. Must not know: places, slips.
//!
//! It is Fellegi & Holt's implied edits, made lazily. A *row* is an equation or a combination of
//! equations in which every blamed ("open") cell has been eliminated but at most one, its basic cell. A row
//! without a basic cell that does not hold, or whose basic cell would fall below its range, cannot
//! be satisfied by the open cells: some further cell *of that row* must be opened, one that can move it the right
//! way. So the search branches over the cells of one such row; cells tried before stay closed, hence every
//! set is met at most once. When no row is left violated, the open cells are a repair. Two open cells in one
//! row are pivoted as in the dual simplex method, so ranges are kept exactly also where several values fit.
//!
//! A cell without which a row cannot be given what it lacks is opened at once. The bound is a dual ascent (`ascend`);
//! cells that would cost more than the threshold by it are closed for good below the node. Thresholds rise from
//! the bound to the answer (iterative deepening), so the first repairs met are the lightest, and everything
//! lighter has been ruled out. There is one tableau; what a node does to it is taken back from a trail.
#![allow(clippy::cast_possible_truncation)] // numbers of rows, which are equations
#![allow(clippy::indexing_slicing)] // local indices are handed out by this module only and stay below the arrays' lengths

use super::repair::{Change, Repair, arrange, sort_changes};
use super::structure::Block;
use super::table::{Table, sort};

/// More repairs than this are not gathered; the answer then says it is not complete.
pub(super) const GATHERED: usize = 4096;

/// Pivots in one node beyond which it is given up (and minimality with it).
const PIVOTS: usize = 500;

/// Weights are paid in so many shares.
const SHARE: u32 = 840;

/// Larger right-hand sides and coefficients are not computed with, so that no product overflows.
const LARGEST_RHS: i64 = 1 << 46;
const LARGEST_COEFFICIENT: i64 = 1 << 15;

const NONE: u32 = u32::MAX;

/// What a search found.
#[derive(Default)]
pub(super) struct Searched {
    pub repairs: Vec<Repair>,
    pub weight: u32,
    pub proved_smallest: bool,
    pub complete: bool,
    pub steps: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Closed,
    /// Not to be opened in this branch.
    Excluded,
    /// Opened, at the lower end of its range (or unknown and free).
    Resting,
    Basic,
}

/// What the search knows of a cell.
#[derive(Clone, Copy)]
struct Cell {
    value: i64,
    weight: u32,
    signed: bool,
    state: State,
    /// Opened and once pushed to the lower end of its range: its change counts from there.
    pushed: bool,
    /// In which ascent it last paid, and what it has left.
    paid_in: u32,
    left: u32,
}

/// `scale · basic + Σ coefficient · cell = rhs`, in changes, not values.
struct Row {
    basic: u32,
    scale: i64,
    rhs: i64,
    terms: Vec<(u32, i32)>,
}

/// What a violated row wants: to move `Σ coefficient · change` up (1), down (-1) or anywhere (0).
#[derive(Clone, Copy)]
struct Want {
    direction: i64,
    amount: i64,
}

/// What to take back.
enum Undo {
    /// This row was another.
    Row(usize, Row),
    /// The last row was made, of this equation.
    Made(u32),
    Cell(u32, State, bool),
}

/// What the violated rows say together.
#[derive(Default)]
struct Survey {
    /// An open cell that rests (or has paid all it weighs) and can help: the row, the cell.
    pivot: Option<(usize, u32)>,
    /// Some row cannot be satisfied.
    dead: bool,
    /// A cell without which a row cannot be satisfied.
    forced: Option<(usize, u32)>,
    /// The violated row with the fewest helpers.
    row: Option<usize>,
}

pub(super) struct Search<'a> {
    table: Table<'a>,
    block: &'a Block,
    cells: Vec<Cell>,
    made: Vec<bool>,
    rows: Vec<Row>,
    trail: Vec<Undo>,
    /// What all weights are multiples of.
    unit: u32,
    /// Weight of the open cells.
    weight: u32,
    ascent: u32,
    threshold: u32,
    next: u32,
    budget: u64,
    steps: u64,
    gave_up: bool,
    found: Vec<Repair>,
    full: bool,
    /// Buffers that are done with.
    pool: Vec<Vec<(u32, i32)>>,
    helpers: Vec<(u32, i64)>,
}

impl<'a> Search<'a> {
    pub fn new(table: Table<'a>, block: &'a Block, budget: u64) -> Search<'a> {
        let mut unit = 0;
        for &cell in &block.variables {
            if !table.is_unknown(cell) {
                unit = gcd(unit, i64::from(table.weight(cell)));
            }
        }
        let unit = unit.max(1) as u32;
        let mut cells = Vec::new();
        for cell in 0..table.structure.variables() as u32 {
            let variable = table.cell(cell);
            cells.push(Cell {
                value: variable.value,
                weight: table.weight(cell) / unit,
                signed: variable.signed,
                state: if table.is_unknown(cell) { State::Resting } else { State::Closed },
                pushed: false,
                paid_in: 0,
                left: 0,
            });
        }
        Search {
            table,
            block,
            cells,
            made: vec![false; table.structure.equations()],
            rows: Vec::new(),
            trail: Vec::new(),
            unit,
            weight: 0,
            ascent: 0,
            threshold: 0,
            next: 0,
            budget,
            steps: 0,
            gave_up: false,
            found: Vec::new(),
            full: false,
            pool: Vec::new(),
            helpers: Vec::new(),
        }
    }

    /// Repairs the equations given, leaving every other equation as it is.
    /// Nothing lighter than `at_least` is known to exist.
    pub fn run(mut self, failing: &[u32], at_least: u32) -> Searched {
        self.threshold = at_least.div_ceil(self.unit);
        for &equation in failing {
            self.make_row(equation, -self.table.residual(equation));
        }
        loop {
            self.next = u32::MAX;
            self.visit();
            if !self.found.is_empty() || self.next == u32::MAX || self.spent() {
                break;
            }
            self.threshold = self.next;
        }
        arrange(&mut self.found);
        // a threshold was finished before the one in which they were found, so they are smallest
        // even when the budget ended before all were listed
        Searched {
            weight: if self.found.is_empty() { 0 } else { self.threshold * self.unit },
            proved_smallest: !self.gave_up && !self.found.is_empty(),
            complete: !self.gave_up && !self.spent() && !self.full,
            repairs: self.found,
            steps: self.steps,
        }
    }

    fn spent(&self) -> bool {
        self.steps >= self.budget
    }

    fn make_row(&mut self, equation: u32, rhs: i64) {
        self.made[equation as usize] = true;
        let mut terms = self.pool.pop().unwrap_or_default();
        terms.clear();
        for term in self.table.structure.terms(equation) {
            terms.push((term.index(), term.sign() as i32));
        }
        sort(&mut terms, |a, b| a.0 < b.0);
        self.rows.push(Row { basic: NONE, scale: 1, rhs, terms });
    }

    #[inline]
    fn cell(&self, cell: u32) -> &Cell {
        &self.cells[cell as usize]
    }

    /// The lower end of a cell's range, counted from where its change counts.
    fn lowest(&self, cell: u32) -> i64 {
        let cell = self.cell(cell);
        if cell.pushed { 0 } else { -cell.value }
    }

    #[inline]
    fn want(&self, row: &Row) -> Option<Want> {
        if row.basic == NONE {
            return (row.rhs != 0).then(|| Want { direction: row.rhs.signum(), amount: row.rhs.abs() });
        }
        if !self.cell(row.basic).signed {
            let least = self.lowest(row.basic) * row.scale;
            if row.rhs < least {
                return Some(Want { direction: -1, amount: least - row.rhs });
            }
        }
        (row.scale != 1 && row.rhs % row.scale != 0).then_some(Want { direction: 0, amount: 1 })
    }

    /// How far a cell can move the row the way it wants, up to the amount wanted; 0: not at all.
    #[inline]
    fn gives(&self, cell: &Cell, coefficient: i32, want: Want) -> i64 {
        let coefficient = i64::from(coefficient);
        if want.direction == 0 || coefficient.signum() == want.direction || cell.signed {
            return want.amount;
        }
        if cell.state != State::Closed {
            return 0;
        }
        (cell.value.max(0) * coefficient.abs()).min(want.amount)
    }

    /// Whether a cell can be moved without paying (any more).
    #[inline]
    fn is_free(&self, cell: &Cell, paying: bool) -> bool {
        cell.state == State::Resting || paying && cell.state == State::Closed && self.left(cell) == 0
    }

    #[inline]
    fn left(&self, cell: &Cell) -> u32 {
        if cell.paid_in == self.ascent { cell.left } else { cell.weight.saturating_mul(SHARE) }
    }

    /// Looks at every violated row. `paying`: cells that have paid all they weigh count as open, and rows
    /// that only lack a whole number are passed over.
    fn survey(&mut self, paying: bool) -> Survey {
        let mut survey = Survey::default();
        let (mut least_basic, mut fewest) = (NONE, usize::MAX);
        let mut gave_up = false;
        for (index, row) in self.rows.iter().enumerate() {
            let Some(want) = self.want(row) else { continue };
            if want.direction == 0 && paying {
                continue;
            }
            let (mut sum, mut helpers, mut ablest, mut able) = (0i64, 0usize, NONE, 0i64);
            let mut free = false;
            for &(number, coefficient) in &row.terms {
                let cell = self.cell(number);
                if matches!(cell.state, State::Excluded | State::Basic) {
                    continue;
                }
                let gives = self.gives(cell, coefficient, want);
                if gives == 0 {
                    continue;
                }
                if self.is_free(cell, paying) {
                    free = true;
                    if want.direction == 0 {
                        // several values fit here and whole numbers are not settled by pivoting: say so
                        gave_up = true;
                    } else if row.basic.wrapping_add(1) < least_basic || survey.pivot.is_none() {
                        least_basic = row.basic.wrapping_add(1);
                        survey.pivot = Some((index, number));
                    }
                } else if cell.state == State::Closed {
                    sum = sum.saturating_add(gives);
                    helpers += usize::from(!paying || gives == want.amount);
                    if gives > able {
                        (ablest, able) = (number, gives);
                    }
                }
            }
            if free && want.direction != 0 {
                continue;
            }
            survey.dead |= sum < want.amount;
            if sum - able < want.amount && survey.forced.is_none() {
                survey.forced = Some((index, ablest));
            }
            if helpers < fewest {
                fewest = helpers;
                survey.row = Some(index);
            }
        }
        self.gave_up |= gave_up && survey.pivot.is_none();
        survey
    }

    /// Looks at every repair that contains the open cells: those with one further cell, then those without it, as
    /// long as some are possible.
    fn visit(&mut self) {
        let (mark, weight) = (self.trail.len(), self.weight);
        while let Some((row, cell)) = self.narrow() {
            let (mark, weight) = (self.trail.len(), self.weight);
            if self.open(row, cell) {
                self.visit();
            } else {
                self.gave_up = true;
            }
            self.undo(mark);
            self.weight = weight;
            self.set(cell, State::Excluded, false);
        }
        self.undo(mark);
        self.weight = weight;
    }

    /// Opens what must be opened, closes what cannot be; the row and cell to try next, if there is more than one way on.
    fn narrow(&mut self) -> Option<(usize, u32)> {
        if self.spent() || self.full {
            return None;
        }
        self.steps += 1;
        self.propagate()?;
        let paid = self.ascend()?;
        let floor = self.weight.saturating_add(paid.div_ceil(SHARE));
        if floor > self.threshold {
            self.next = self.next.min(floor);
            return None;
        }
        self.exclude(paid);
        match self.propagate()?.row {
            Some(row) => Some((row, self.ablest(row))),
            None => {
                self.record();
                None
            }
        }
    }

    /// Pivots open cells that rest into rows they can help, and opens cells that must be. `None`: nothing
    /// can come of it.
    fn propagate(&mut self) -> Option<Survey> {
        for _ in 0..PIVOTS {
            if self.weight > self.threshold {
                self.next = self.next.min(self.weight);
                return None;
            }
            let survey = self.survey(false);
            let fine = match (survey.pivot, survey.forced) {
                (Some((row, cell)), _) => self.pivot(row, cell),
                _ if survey.dead => return None,
                (None, Some((row, cell))) => self.open(row, cell),
                _ => return Some(survey),
            };
            if !fine {
                break;
            }
        }
        self.gave_up = true;
        None
    }

    /// Dual ascent: a lower bound of what the node still needs, in shares of a weight, and what is left of each
    /// cell's weight after paying for it. Every violated row must be paid for by the cells that can
    /// help it, a cell with little to give paying its part only; a cell that has paid all it weighs is open
    /// for free, which makes new rows out of old ones, until nothing is violated. `None`: no repair.
    fn ascend(&mut self) -> Option<u32> {
        self.ascent += 1;
        let mark = self.trail.len();
        let limit = (self.threshold - self.weight).saturating_mul(SHARE);
        let mut paid = Some(0u32);
        for _ in 0..PIVOTS {
            let survey = self.survey(true);
            if survey.dead {
                paid = None;
                break;
            }
            if let Some(row) = survey.row {
                let sum = paid.unwrap_or(0).saturating_add(self.charge(row));
                paid = Some(sum);
                if sum > limit {
                    break;
                }
            } else if !survey.pivot.is_some_and(|(row, cell)| self.pivot(row, cell)) {
                break; // nothing is violated; or numbers are too large, and what has been paid is a bound all the same
            }
        }
        self.undo(mark);
        paid
    }

    /// Charges the helpers of a row as much as the first of them can pay in full; a helper that gives a part pays
    /// that part.
    fn charge(&mut self, row: usize) -> u32 {
        self.gather(row);
        let helpers = std::mem::take(&mut self.helpers);
        let mut amount = self.want(&self.rows[row]).map_or(1, |want| want.amount);
        if amount >= 1 << 30 {
            amount = 1; // the products below might not fit; then everyone pays in full, which is a bound as well
        }
        let mut share = i64::MAX;
        for &(cell, gives) in &helpers {
            let left = i64::from(self.left(self.cell(cell)));
            share = share.min(if gives >= amount { left } else { left * amount / gives });
        }
        for &(number, gives) in &helpers {
            let part = if gives >= amount { share } else { (share * gives + amount - 1) / amount };
            let left = i64::from(self.left(self.cell(number))) - part;
            let cell = &mut self.cells[number as usize];
            (cell.paid_in, cell.left) = (self.ascent, u32::try_from(left).unwrap_or(0));
        }
        self.helpers = helpers;
        u32::try_from(share).unwrap_or(u32::MAX)
    }

    /// The closed cells of a row that can help it, with what they can give of the amount, into `helpers`.
    fn gather(&mut self, row: usize) {
        self.helpers.clear();
        let row = &self.rows[row];
        let Some(want) = self.want(row) else { return };
        for &(number, coefficient) in &row.terms {
            let cell = self.cell(number);
            let gives = self.gives(cell, coefficient, want);
            if cell.state == State::Closed && gives > 0 {
                self.helpers.push((number, gives));
            }
        }
    }

    /// Closes for good the cells no repair within the threshold can contain: all that was paid, and what the
    /// cell did not pay, is a lower bound of every repair here that contains it.
    fn exclude(&mut self, paid: u32) {
        let block = self.block;
        for &number in &block.variables {
            let cell = self.cell(number);
            if cell.state != State::Closed {
                continue;
            }
            let total = self.weight.saturating_add(paid.saturating_add(self.left(cell)).div_ceil(SHARE));
            if total > self.threshold {
                self.next = self.next.min(total);
                self.set(number, State::Excluded, false);
            }
        }
    }

    /// The helper that can give most, so that the repairs without it are soon found impossible.
    fn ablest(&mut self, row: usize) -> u32 {
        self.gather(row);
        let mut best = (0, 0, NONE);
        for &(number, gives) in &self.helpers {
            let weight = self.cell(number).weight;
            if (gives, best.1) > (best.0, weight) {
                best = (gives, weight, number);
            }
        }
        best.2
    }

    fn open(&mut self, row: usize, cell: u32) -> bool {
        self.weight = self.weight.saturating_add(self.cell(cell).weight);
        let leaving = self.rows[row].basic;
        // only a broken number can violate a signed cell; such systems are not met in reports
        (leaving == NONE || !self.cell(leaving).signed) && self.pivot(row, cell)
    }

    /// Makes `cell` the basic cell of the row; the one that was goes to the lower end of its range.
    /// `false`: numbers too large.
    fn pivot(&mut self, row: usize, cell: u32) -> bool {
        let structure = self.table.structure;
        for term in structure.equations_of(cell) {
            if !self.made[term.index() as usize] {
                self.make_row(term.index(), 0);
                self.trail.push(Undo::Made(term.index()));
            }
        }
        let mut terms = self.pool.pop().unwrap_or_default();
        terms.clone_from(&self.rows[row].terms);
        let mut pivot = Row { terms, ..self.rows[row] };
        if pivot.basic != NONE {
            let leaving = pivot.basic;
            pivot.rhs -= pivot.scale * self.lowest(leaving);
            let at = pivot.terms.partition_point(|term| term.0 < leaving);
            pivot.terms.insert(at, (leaving, pivot.scale as i32));
            self.set(leaving, State::Resting, true);
        }
        let at = pivot.terms.partition_point(|term| term.0 < cell);
        let (_, scale) = pivot.terms.remove(at);
        if scale < 0 {
            pivot.rhs = -pivot.rhs;
            for term in &mut pivot.terms {
                term.1 = -term.1;
            }
        }
        pivot.basic = cell;
        pivot.scale = i64::from(scale.abs());
        self.set(cell, State::Basic, self.cell(cell).pushed);
        for other in 0..self.rows.len() {
            if other != row && !self.eliminate(other, &pivot) {
                return false;
            }
        }
        self.replace(row, pivot);
        true
    }

    /// Takes the basic cell of the pivot row out of a row. `false`: numbers too large.
    fn eliminate(&mut self, row: usize, pivot: &Row) -> bool {
        let old = &self.rows[row];
        let at = old.terms.partition_point(|term| term.0 < pivot.basic);
        let Some(&(cell, factor)) = old.terms.get(at) else { return true };
        if cell != pivot.basic {
            return true;
        }
        let factor = i64::from(factor);
        let divisor = gcd(factor.abs(), pivot.scale);
        let terms = self.pool.pop().unwrap_or_default();
        match combine(old, pivot, pivot.scale / divisor, factor / divisor, terms) {
            Some(new) => self.replace(row, new),
            None => return false,
        }
        true
    }

    fn replace(&mut self, row: usize, new: Row) {
        let old = std::mem::replace(&mut self.rows[row], new);
        self.trail.push(Undo::Row(row, old));
    }

    fn set(&mut self, number: u32, state: State, pushed: bool) {
        let cell = &mut self.cells[number as usize];
        self.trail.push(Undo::Cell(number, cell.state, cell.pushed));
        (cell.state, cell.pushed) = (state, pushed);
    }

    /// Takes back everything since the mark.
    fn undo(&mut self, mark: usize) {
        while self.trail.len() > mark {
            match self.trail.pop() {
                Some(Undo::Cell(number, state, pushed)) => {
                    let cell = &mut self.cells[number as usize];
                    (cell.state, cell.pushed) = (state, pushed);
                }
                Some(Undo::Row(row, old)) => {
                    let new = std::mem::replace(&mut self.rows[row], old);
                    self.pool.push(new.terms);
                }
                Some(Undo::Made(equation)) => {
                    self.made[equation as usize] = false;
                    self.pool.extend(self.rows.pop().map(|row| row.terms));
                }
                None => {}
            }
        }
    }

    fn record(&mut self) {
        if self.found.len() >= GATHERED {
            self.full = true;
            return;
        }
        while let Some((row, cell)) = self.idle() {
            if !self.pivot(row, cell) {
                break;
            }
        }
        let mut changes = Vec::new();
        for row in &self.rows {
            if row.basic != NONE {
                let rest = if self.cell(row.basic).pushed { -self.cell(row.basic).value } else { 0 };
                self.push_change(&mut changes, row.basic, rest + row.rhs / row.scale);
            }
        }
        let mut values_fixed = true;
        for &number in &self.block.variables {
            let cell = self.cell(number);
            if cell.pushed && cell.state == State::Resting {
                values_fixed = false;
                self.push_change(&mut changes, number, -cell.value);
            }
        }
        sort_changes(&mut changes);
        self.found.push(Repair::new(changes, values_fixed));
    }

    /// A resting cell that a row without a basic cell fixes where it rests.
    fn idle(&self) -> Option<(usize, u32)> {
        for (index, row) in self.rows.iter().enumerate() {
            for &(cell, _) in &row.terms {
                if row.basic == NONE && self.cell(cell).state == State::Resting {
                    return Some((index, cell));
                }
            }
        }
        None
    }

    fn push_change(&self, changes: &mut Vec<Change>, variable: u32, delta: i64) {
        // an unknown cell is kept even at 0: it ties the equations it stands in together
        if delta != 0 || self.table.is_unknown(variable) {
            changes.push(self.table.change(variable, delta));
        }
    }
}

/// `row · times − pivot · factor`, in which the pivot's basic cell cancels.
fn combine(row: &Row, pivot: &Row, times: i64, factor: i64, mut terms: Vec<(u32, i32)>) -> Option<Row> {
    let rhs = row.rhs * times - pivot.rhs * factor;
    let scale = row.scale * times;
    let mut largest = scale;
    terms.clear();
    let (ours, theirs) = (row.terms.as_slice(), pivot.terms.as_slice());
    let (mut i, mut j) = (0, 0);
    while i < ours.len() || j < theirs.len() {
        let mine = ours.get(i).map_or(NONE, |term| term.0);
        let other = theirs.get(j).map_or(NONE, |term| term.0);
        let mut coefficient = 0i64;
        if mine <= other {
            coefficient = i64::from(ours[i].1) * times;
            i += 1;
        }
        if other <= mine {
            coefficient -= i64::from(theirs[j].1) * factor;
            j += 1;
        }
        if coefficient != 0 && mine.min(other) != pivot.basic {
            largest = largest.max(coefficient.abs());
            terms.push((mine.min(other), coefficient as i32));
        }
    }
    let fits = rhs.abs() <= LARGEST_RHS && largest <= LARGEST_COEFFICIENT;
    fits.then_some(Row { basic: row.basic, scale, rhs, terms })
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
