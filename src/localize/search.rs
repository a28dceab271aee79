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
//! Bound: rows that share no cell able to help need separate cells (the lightest that can; more where the
//! values are too small to give what is missing). Thresholds rise from that bound to the answer
//! (iterative deepening), so the first repairs met are the lightest, and everything lighter has been ruled out.
#![allow(clippy::indexing_slicing)] // local indices are handed out by this module only and stay below the arrays' lengths

use super::repair::Change;
use super::structure::Structure;
use super::system::{Standing, Variable};
use super::weights::Weights;

/// More repairs than this are not gathered; the answer then says it is not complete.
pub(super) const GATHERED: usize = 4096;

/// Pivots in one node beyond which it is given up (and minimality with it).
const PIVOTS: usize = 500;

/// Weights are paid in so many shares.
const SHARE: u32 = 840;

const NONE: u32 = u32::MAX;

/// One repair of the failing equations.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found {
    /// Sorted by variable.
    pub changes: Vec<Change>,
    /// Whether these cells allow no other values.
    pub values_fixed: bool,
}

/// What a search found.
#[derive(Debug, Clone, Default)]
pub(super) struct Searched {
    pub repairs: Vec<Found>,
    pub weight: u32,
    pub proved_smallest: bool,
    pub complete: bool,
    pub steps: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Closed,
    Excluded,
    /// Opened, at the lower end of its range (or unknown and free).
    Resting,
    Basic,
}

/// `scale · basic + Σ coefficient · cell = rhs`, in changes, not values.
#[derive(Debug)]
struct Row {
    basic: u32,
    scale: i64,
    rhs: i64,
    terms: Vec<(u32, i32)>,
}

// by hand for `clone_from`, which keeps the buffers
impl Clone for Row {
    fn clone(&self) -> Row {
        Row { basic: self.basic, scale: self.scale, rhs: self.rhs, terms: self.terms.clone() }
    }

    fn clone_from(&mut self, source: &Row) {
        (self.basic, self.scale, self.rhs) = (source.basic, source.scale, source.rhs);
        self.terms.clone_from(&source.terms);
    }
}

/// What a violated row wants: to move `Σ coefficient · change` up (1), down (-1) or anywhere (0).
#[derive(Debug, Clone, Copy)]
struct Want {
    direction: i64,
    amount: i64,
}

#[derive(Debug, Default)]
struct Node {
    rows: Vec<Row>,
    weight: u32,
    /// Open cells that were pushed to the lower end of their range.
    pushed: Vec<u32>,
}

impl Node {
    fn copy(&mut self, source: &Node) {
        self.weight = source.weight;
        self.rows.clone_from(&source.rows);
        self.pushed.clone_from(&source.pushed);
    }
}

/// What one step of dual ascent did.
enum Payment {
    Nothing,
    Impossible,
    Paid(u32),
}

/// `(cell, what it can give)`
type Helpers = Vec<(u32, i64)>;

/// A violated row with the cells that can help it.
struct Need {
    row: usize,
    want: Want,
    helpers: Helpers,
    least: u32,
}

pub(super) struct Search<'a> {
    structure: &'a Structure,
    variables: &'a [Variable],
    weights: &'a Weights,
    state: Vec<State>,
    made: Vec<bool>,
    /// Which packed row a cell belongs to in the node at hand: `(node, least of that row)`.
    packed: Vec<(u64, u32)>,
    node: u64,
    threshold: u32,
    next: u32,
    budget: u64,
    steps: u64,
    gave_up: bool,
    found: Vec<Found>,
    full: bool,
    /// Nodes that are done with: their buffers serve the next ones.
    pool: Vec<Node>,
    scratch: Vec<(u32, i32)>,
    helping: Helpers,
}

impl<'a> Search<'a> {
    pub fn new(
        structure: &'a Structure,
        variables: &'a [Variable],
        weights: &'a Weights,
        budget: u64,
    ) -> Search<'a> {
        Search {
            structure,
            variables,
            weights,
            state: vec![State::Closed; structure.variables()],
            made: vec![false; structure.equations()],
            packed: vec![(0, 0); structure.variables()],
            node: 0,
            threshold: 0,
            next: 0,
            budget,
            steps: 0,
            gave_up: false,
            found: Vec::new(),
            full: false,
            pool: Vec::new(),
            scratch: Vec::new(),
            helping: Vec::new(),
        }
    }

    /// Repairs the equations given (with their residuals), leaving every other equation as it is.
    /// Nothing lighter than `at_least` is known to exist.
    pub fn run(mut self, failing: &[(u32, i64)], at_least: u32) -> Searched {
        self.threshold = at_least;
        for (index, variable) in self.variables.iter().enumerate().take(self.state.len()) {
            if variable.standing == Standing::Unknown {
                self.state[index] = State::Resting;
            }
        }
        let rows: Vec<Row> =
            failing.iter().map(|&(equation, residual)| self.make_row(equation, -residual)).collect();
        let root = Node { rows, weight: 0, pushed: Vec::new() };
        loop {
            self.next = u32::MAX;
            let mut node = self.copy(&root);
            self.visit(&mut node);
            self.pool.push(node);
            if !self.found.is_empty() || self.next == u32::MAX || self.spent() {
                break;
            }
            self.threshold = self.next;
        }
        self.conclude()
    }

    fn conclude(mut self) -> Searched {
        let settled = !self.gave_up && !self.spent();
        self.found.sort_unstable();
        self.found.dedup_by(|a, b| {
            a.changes.len() == b.changes.len()
                && a.changes.iter().zip(&b.changes).all(|(a, b)| a.variable == b.variable)
        });
        // a threshold was finished before the one in which they were found, so they are smallest
        // even when the budget ended before all were listed
        Searched {
            weight: if self.found.is_empty() { 0 } else { self.threshold },
            proved_smallest: !self.gave_up && !self.found.is_empty(),
            complete: settled && !self.full,
            repairs: self.found,
            steps: self.steps,
        }
    }

    fn copy(&mut self, source: &Node) -> Node {
        let mut node = self.pool.pop().unwrap_or_default();
        node.copy(source);
        node
    }

    fn spent(&self) -> bool {
        self.steps >= self.budget
    }

    fn make_row(&mut self, equation: u32, rhs: i64) -> Row {
        self.made[equation as usize] = true;
        let mut terms: Vec<(u32, i32)> =
            self.structure.terms(equation).map(|(variable, sign)| (variable, i32::from(sign))).collect();
        terms.sort_unstable();
        Row { basic: NONE, scale: 1, rhs, terms }
    }

    fn value(&self, cell: u32) -> i64 {
        self.variables.get(cell as usize).map_or(0, |variable| variable.value)
    }

    fn signed(&self, cell: u32) -> bool {
        self.variables.get(cell as usize).is_some_and(|variable| variable.signed)
    }

    fn cost(&self, cell: u32) -> u32 {
        self.variables.get(cell as usize).map_or(0, |variable| self.weights.of(variable.standing))
    }

    /// Lowest change allowed to an open cell, counted from where it rests.
    fn lowest(&self, node: &Node, cell: u32) -> Option<i64> {
        if self.signed(cell) {
            None
        } else if node.pushed.contains(&cell) {
            Some(0)
        } else {
            Some(-self.value(cell))
        }
    }

    fn want(&self, node: &Node, row: &Row) -> Option<Want> {
        if row.basic == NONE {
            return (row.rhs != 0).then(|| Want { direction: row.rhs.signum(), amount: row.rhs.abs() });
        }
        if let Some(lowest) = self.lowest(node, row.basic) {
            let least = lowest.saturating_mul(row.scale);
            if row.rhs < least {
                return Some(Want { direction: -1, amount: least.saturating_sub(row.rhs) });
            }
        }
        (row.rhs % row.scale != 0).then_some(Want { direction: 0, amount: 1 })
    }

    /// How far a cell can move the row the way it wants; 0: not at all.
    fn gives(&self, cell: u32, coefficient: i32, want: Want) -> i64 {
        let coefficient = i64::from(coefficient);
        if want.direction == 0 || coefficient.signum() == want.direction || self.signed(cell) {
            return i64::MAX;
        }
        match self.state[cell as usize] {
            State::Closed => self.value(cell).max(0).saturating_mul(coefficient.abs()),
            _ => 0,
        }
    }

    fn visit(&mut self, node: &mut Node) {
        if self.spent() || self.full {
            return;
        }
        self.steps += 1;
        let mut trail = Trail::default();
        if self.settle(node, &mut trail) {
            self.branch(node);
        }
        self.undo(&trail);
    }

    /// Pivots open cells that rest into rows they can help. `false`: given up.
    fn settle(&mut self, node: &mut Node, trail: &mut Trail) -> bool {
        for _ in 0..PIVOTS {
            let Some((row, cell)) = self.free_pivot(node) else { return true };
            if !self.pivot(node, row, cell, trail) {
                self.gave_up = true;
                return false;
            }
        }
        self.gave_up = true;
        false
    }

    /// The violated row with the least basic cell, and the least resting cell that helps it.
    fn free_pivot(&self, node: &Node) -> Option<(usize, u32)> {
        let mut best: Option<(u32, usize, u32)> = None;
        for (index, row) in node.rows.iter().enumerate() {
            let resting = |cell: u32| self.state[cell as usize] == State::Resting;
            if !row.terms.iter().any(|&(cell, _)| resting(cell)) {
                continue;
            }
            let Some(want) = self.want(node, row) else { continue };
            if want.direction == 0 {
                continue;
            }
            let helps = |&&(cell, coefficient): &&(u32, i32)| {
                resting(cell) && self.gives(cell, coefficient, want) > 0
            };
            if let Some(&(cell, _)) = row.terms.iter().find(helps) {
                let key = row.basic.wrapping_add(1);
                if best.is_none_or(|known| (key, index) < (known.0, known.1)) {
                    best = Some((key, index, cell));
                }
            }
        }
        best.map(|(_, row, cell)| (row, cell))
    }

    fn branch(&mut self, node: &Node) {
        let Some(mut needs) = self.needs(node) else { return };
        if needs.is_empty() {
            return self.record(node);
        }
        needs.sort_by_key(|need| (need.helpers.len(), need.row));
        self.node += 1;
        let stamp = self.node;
        let bound = self.pack(&needs, stamp);
        self.node += 1;
        let stamp = self.node;
        let floor = node.weight.saturating_add(bound);
        if floor > self.threshold {
            self.next = self.next.min(floor);
            return;
        }
        let Some(paid) = self.ascend(node, stamp) else { return };
        let floor = node.weight.saturating_add(paid.div_ceil(SHARE));
        if floor > self.threshold {
            self.next = self.next.min(floor);
            return;
        }
        let Some((row, cells)) = self.choose(&needs, node.weight, paid) else { return };
        let mut tried = Vec::with_capacity(cells.len());
        for cell in cells {
            self.open(node, row, cell);
            self.state[cell as usize] = State::Excluded;
            tried.push(cell);
        }
        for cell in tried {
            self.state[cell as usize] = State::Closed;
        }
    }

    /// Every violated row with its helpers; `None` when one of them cannot be helped at all.
    fn needs(&mut self, node: &Node) -> Option<Vec<Need>> {
        let mut needs = Vec::new();
        for (index, row) in node.rows.iter().enumerate() {
            let Some(want) = self.want(node, row) else { continue };
            if want.direction == 0
                && row.terms.iter().any(|&(cell, _)| self.state[cell as usize] == State::Resting)
            {
                // several values fit here and whole numbers are not settled by pivoting: say so
                self.gave_up = true;
            }
            let helpers: Vec<(u32, i64)> = row
                .terms
                .iter()
                .filter(|&&(cell, _)| self.state[cell as usize] == State::Closed)
                .map(|&(cell, coefficient)| (cell, self.gives(cell, coefficient, want)))
                .filter(|&(_, gives)| gives > 0)
                .collect();
            let least = self.least(&helpers, want.amount)?;
            needs.push(Need { row: index, want, helpers, least });
        }
        Some(needs)
    }

    /// The least weight with which these cells can give the amount; `None`: they cannot.
    fn least(&self, helpers: &[(u32, i64)], amount: i64) -> Option<u32> {
        let lightest = helpers.iter().map(|&(cell, _)| self.cost(cell)).min()?;
        if helpers.iter().any(|&(_, gives)| gives >= amount) {
            return Some(lightest);
        }
        let mut gives: Vec<i64> = helpers.iter().map(|&(_, gives)| gives).collect();
        gives.sort_unstable_by(|a, b| b.cmp(a));
        let mut sum = 0i64;
        let enough = gives.iter().position(|&give| {
            sum = sum.saturating_add(give);
            sum >= amount
        })?;
        let mut costs: Vec<u32> = helpers.iter().map(|&(cell, _)| self.cost(cell)).collect();
        costs.sort_unstable();
        Some(costs.iter().take(enough + 1).sum())
    }

    /// Packs rows that share no helper; returns what they need together.
    fn pack(&mut self, needs: &[Need], stamp: u64) -> u32 {
        let mut bound = 0u32;
        for need in needs {
            if need.helpers.iter().any(|&(cell, _)| self.packed[cell as usize].0 == stamp) {
                continue;
            }
            bound = bound.saturating_add(need.least);
            for &(cell, _) in &need.helpers {
                self.packed[cell as usize] = (stamp, need.least);
            }
        }
        bound
    }

    /// Dual ascent: a lower bound of what the node still needs, in shares of a weight, and what is left of each
    /// cell's weight after paying for it (`unpaid`). Every violated row must be paid for by the cells that can
    /// help it, a cell with little to give paying its part only; a cell that has paid all it weighs is open
    /// for free, which makes new rows out of old ones, until nothing is violated. `None`: no repair.
    fn ascend(&mut self, node: &Node, stamp: u64) -> Option<u32> {
        let mut node = self.copy(node);
        let mut trail = Trail::default();
        let limit = (self.threshold.saturating_sub(node.weight)).saturating_mul(SHARE);
        let mut paid = Some(0u32);
        for _ in 0..PIVOTS {
            if let Some((row, cell)) = self.paid_pivot(&node, stamp) {
                if !self.pivot(&mut node, row, cell, &mut trail) {
                    break; // what has been paid is a bound all the same
                }
                continue;
            }
            match self.pay(&node, stamp) {
                Payment::Nothing => break,
                Payment::Impossible => paid = None,
                Payment::Paid(share) => paid = paid.map(|sum| sum.saturating_add(share)),
            }
            if paid.is_none_or(|sum| sum > limit) {
                break;
            }
        }
        self.undo(&trail);
        self.pool.push(node);
        paid
    }

    fn unpaid(&self, cell: u32, stamp: u64) -> u32 {
        let (node, left) = self.packed[cell as usize];
        if node == stamp { left } else { self.cost(cell).saturating_mul(SHARE) }
    }

    /// A violated row and a cell, resting or fully paid, that helps it.
    fn paid_pivot(&self, node: &Node, stamp: u64) -> Option<(usize, u32)> {
        let mut best: Option<(u32, usize, u32)> = None;
        for (index, row) in node.rows.iter().enumerate() {
            let Some(want) = self.want(node, row).filter(|want| want.direction != 0) else { continue };
            let free = |cell: u32| match self.state[cell as usize] {
                State::Resting => true,
                State::Closed => self.unpaid(cell, stamp) == 0,
                _ => false,
            };
            let helps =
                |&&(cell, coefficient): &&(u32, i32)| free(cell) && self.gives(cell, coefficient, want) > 0;
            if let Some(&(cell, _)) = row.terms.iter().find(helps) {
                let key = row.basic.wrapping_add(1);
                if best.is_none_or(|known| (key, index) < (known.0, known.1)) {
                    best = Some((key, index, cell));
                }
            }
        }
        best.map(|(_, row, cell)| (row, cell))
    }

    /// Lets the violated row with the fewest able helpers be paid for.
    fn pay(&mut self, node: &Node, stamp: u64) -> Payment {
        let mut best: Option<(usize, usize, Want)> = None;
        for (index, row) in node.rows.iter().enumerate() {
            let Some(want) = self.want(node, row).filter(|want| want.direction != 0) else { continue };
            let (mut full, mut sum) = (0usize, 0i64);
            for gives in self.helpers(row, want).map(|helper| helper.1) {
                full += usize::from(gives == want.amount);
                sum = sum.saturating_add(gives);
            }
            if sum < want.amount {
                return Payment::Impossible;
            }
            if best.is_none_or(|known| full < known.0) {
                best = Some((full, index, want));
            }
        }
        let Some((_, row, want)) = best else { return Payment::Nothing };
        Payment::Paid(self.charge(&node.rows[row], want, stamp))
    }

    /// The closed cells of a row that can help it, with what they can give of the amount.
    fn helpers<'r>(&'r self, row: &'r Row, want: Want) -> impl Iterator<Item = (u32, i64)> + 'r {
        row.terms
            .iter()
            .filter(|&&(cell, _)| self.state[cell as usize] == State::Closed)
            .map(move |&(cell, coefficient)| (cell, self.gives(cell, coefficient, want).min(want.amount)))
            .filter(|&(_, gives)| gives > 0)
    }

    /// Charges the helpers as much as the first of them can pay in full; a helper that gives a part pays that part.
    fn charge(&mut self, row: &Row, want: Want, stamp: u64) -> u32 {
        // beyond this the products below might not fit; then everyone pays in full, which is a bound as well
        let amount = if want.amount < 1 << 31 { want.amount } else { 1 };
        let mut helpers = std::mem::take(&mut self.helping);
        helpers.clear();
        helpers
            .extend(self.helpers(row, want).map(|(cell, gives)| (cell, if amount == 1 { 1 } else { gives })));
        let price = |&(cell, gives): &(u32, i64)| {
            let unpaid = i64::from(self.unpaid(cell, stamp));
            if gives == amount { unpaid } else { unpaid * amount / gives }
        };
        let share = helpers.iter().map(price).min().unwrap_or(0);
        for &(cell, gives) in &helpers {
            let part = if gives == amount { share } else { (share * gives + amount - 1) / amount };
            let left = i64::from(self.unpaid(cell, stamp)) - part;
            self.packed[cell as usize] = (stamp, u32::try_from(left).unwrap_or(0));
        }
        self.helping = helpers;
        u32::try_from(share).unwrap_or(u32::MAX)
    }

    /// The row with the fewest cells that can still lead to a repair within the threshold, and those
    /// cells, the ablest first (so that later branches, without them, are soon found impossible).
    fn choose(&mut self, needs: &[Need], weight: u32, paid: u32) -> Option<(usize, Vec<u32>)> {
        let stamp = self.node;
        let mut best: Option<(usize, usize)> = None;
        for (index, need) in needs.iter().enumerate() {
            let mut able = 0;
            for &(cell, _) in &need.helpers {
                let total = self.with_cell(cell, stamp, weight, paid);
                if total > self.threshold {
                    self.next = self.next.min(total);
                } else {
                    able += 1;
                }
            }
            if best.is_none_or(|known| able < known.0) {
                best = Some((able, index));
            }
            if able == 0 {
                return None;
            }
        }
        let need = needs.get(best?.1)?;
        let mut cells: Vec<(std::cmp::Reverse<i64>, u32, u32)> = need
            .helpers
            .iter()
            .filter(|&&(cell, _)| self.with_cell(cell, stamp, weight, paid) <= self.threshold)
            .map(|&(cell, gives)| (std::cmp::Reverse(gives.min(need.want.amount)), self.cost(cell), cell))
            .collect();
        cells.sort_unstable();
        Some((need.row, cells.into_iter().map(|entry| entry.2).collect()))
    }

    /// Lower bound of every repair here that contains this cell: all that was paid, and what the cell did not pay.
    fn with_cell(&self, cell: u32, stamp: u64, weight: u32, paid: u32) -> u32 {
        weight.saturating_add(paid.saturating_add(self.unpaid(cell, stamp)).div_ceil(SHARE))
    }

    fn open(&mut self, node: &Node, row: usize, cell: u32) {
        let leaving = node.rows[row].basic;
        if leaving != NONE && self.signed(leaving) {
            // only a broken number can violate a signed cell; such systems are not met in reports
            self.gave_up = true;
            return;
        }
        let mut child = self.copy(node);
        child.weight = child.weight.saturating_add(self.cost(cell));
        let mut trail = Trail::default();
        if self.pivot(&mut child, row, cell, &mut trail) {
            self.visit(&mut child);
        } else {
            self.gave_up = true;
        }
        self.undo(&trail);
        self.pool.push(child);
    }

    /// Makes `cell` the basic cell of the row; the one that was goes to the lower end of its range.
    /// `false`: numbers too large.
    fn pivot(&mut self, node: &mut Node, row: usize, cell: u32, trail: &mut Trail) -> bool {
        self.make_rows_of(node, cell, trail);
        let leaving = node.rows[row].basic;
        if leaving != NONE {
            let lowest = self.lowest(node, leaving).unwrap_or(0);
            let pivot = &mut node.rows[row];
            pivot.rhs = pivot.rhs.saturating_sub(pivot.scale.saturating_mul(lowest));
            let at = pivot.terms.partition_point(|term| term.0 < leaving);
            let scale = i32::try_from(pivot.scale).unwrap_or(0);
            pivot.terms.insert(at, (leaving, scale));
            if scale == 0 {
                return false;
            }
            if !node.pushed.contains(&leaving) {
                node.pushed.push(leaving);
            }
            self.set(leaving, State::Resting, trail);
        }
        let pivot = &mut node.rows[row];
        let at = pivot.terms.partition_point(|term| term.0 < cell);
        let (_, scale) = pivot.terms.remove(at);
        if scale < 0 {
            pivot.rhs = -pivot.rhs;
            pivot.terms.iter_mut().for_each(|term| term.1 = -term.1);
        }
        pivot.basic = cell;
        pivot.scale = i64::from(scale.abs());
        self.set(cell, State::Basic, trail);
        let pivot = std::mem::replace(pivot, Row { basic: NONE, scale: 1, rhs: 0, terms: Vec::new() });
        let scratch = &mut self.scratch;
        let fine = node.rows.iter_mut().all(|other| eliminate(other, &pivot, cell, scratch));
        node.rows[row] = pivot;
        fine
    }

    fn make_rows_of(&mut self, node: &mut Node, cell: u32, trail: &mut Trail) {
        let structure = self.structure;
        for &(equation, _) in structure.equations_of(cell) {
            if !self.made[equation as usize] {
                let row = self.make_row(equation, 0);
                trail.made.push(equation);
                node.rows.push(row);
            }
        }
    }

    fn set(&mut self, cell: u32, state: State, trail: &mut Trail) {
        trail.states.push((cell, self.state[cell as usize]));
        self.state[cell as usize] = state;
    }

    fn undo(&mut self, trail: &Trail) {
        for &(cell, state) in trail.states.iter().rev() {
            self.state[cell as usize] = state;
        }
        for &equation in &trail.made {
            self.made[equation as usize] = false;
        }
    }

    fn record(&mut self, node: &Node) {
        if self.found.len() >= GATHERED {
            self.full = true;
            return;
        }
        let mut changes = Vec::new();
        let mut values_fixed = true;
        for row in node.rows.iter().filter(|row| row.basic != NONE) {
            let rest = if node.pushed.contains(&row.basic) { -self.value(row.basic) } else { 0 };
            self.push_change(&mut changes, row.basic, rest.saturating_add(row.rhs / row.scale));
        }
        for &cell in &node.pushed {
            if self.state[cell as usize] == State::Resting {
                values_fixed = false;
                self.push_change(&mut changes, cell, -self.value(cell));
            }
        }
        changes.sort_unstable();
        let weight: u32 = changes.iter().map(|change| self.cost(change.variable)).sum();
        debug_assert!(weight <= self.threshold);
        self.found.push(Found { changes, values_fixed });
    }

    fn push_change(&self, changes: &mut Vec<Change>, variable: u32, delta: i64) {
        let from = self.value(variable);
        // an unknown cell is kept even at 0: it ties the equations it stands in together
        if delta != 0 || self.cost(variable) == 0 {
            changes.push(Change { variable, from, to: from.saturating_add(delta) });
        }
    }
}

/// What to take back when a node is left.
#[derive(Debug, Default)]
struct Trail {
    states: Vec<(u32, State)>,
    made: Vec<u32>,
}

/// Takes `cell` out of `row` with the help of the pivot row, of which it is the basic cell. `false`: overflow.
fn eliminate(row: &mut Row, pivot: &Row, cell: u32, scratch: &mut Vec<(u32, i32)>) -> bool {
    let at = row.terms.partition_point(|term| term.0 < cell);
    let Some(&(found, factor)) = row.terms.get(at) else { return true };
    if found != cell {
        return true;
    }
    row.terms.remove(at);
    let factor = i64::from(factor);
    let divisor = gcd(factor.abs(), pivot.scale);
    combine(row, pivot, pivot.scale / divisor, factor / divisor, scratch).is_some()
}

/// `row · times − pivot · factor`
fn combine(row: &mut Row, pivot: &Row, times: i64, factor: i64, scratch: &mut Vec<(u32, i32)>) -> Option<()> {
    row.rhs = row.rhs.checked_mul(times)?.checked_sub(pivot.rhs.checked_mul(factor)?)?;
    row.scale = row.scale.checked_mul(times)?;
    scratch.clear();
    let (ours, theirs) = (row.terms.as_slice(), pivot.terms.as_slice());
    let (mut i, mut j) = (0, 0);
    while i < ours.len() || j < theirs.len() {
        let mine = ours.get(i).map_or(NONE, |term| term.0);
        let other = theirs.get(j).map_or(NONE, |term| term.0);
        let mut coefficient = 0i64;
        if mine <= other {
            coefficient = i64::from(ours[i].1).checked_mul(times)?;
            i += 1;
        }
        if other <= mine {
            coefficient = coefficient.checked_sub(i64::from(theirs[j].1).checked_mul(factor)?)?;
            j += 1;
        }
        if coefficient != 0 {
            scratch.push((mine.min(other), i32::try_from(coefficient).ok()?));
        }
    }
    std::mem::swap(&mut row.terms, scratch);
    Some(())
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a.max(1) } else { gcd(b, a % b) }
}
