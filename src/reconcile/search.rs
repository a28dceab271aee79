//! The search: single events, pairs, triples as far as the budget goes, then one by one.
//!
//! Takes a gap and parts, gives an [`Answer`]. Everything it proposes is counted on the cells themselves.

use super::hash::{GROUPS, Hash, Index, Sums};
use super::{Act, Answer, Event, Explanation, LEAD};

/// Look-ups for the third event of a set: enough for 200 different parts.
const LOOKUPS: usize = 4_000_000;
/// Proposals counted on the cells, past which the rest is dropped.
const PROPOSALS: usize = 400_000;
/// Most events of a set that is put together one by one.
const GREEDY: usize = 12;
/// An explanation that leaves no more cells than this is worth no search for a larger one.
const SETTLED: usize = 3;
/// Most explanations of equal cost that are kept.
const KEPT: usize = 32;

const ACTS: [Act; 2] = [Act::LeftOut, Act::Twice];

/// Parts that are equal in every cell.
struct Class<'a> {
    cells: &'a [i128],
    sums: Sums,
    parts: Vec<usize>,
}

/// An event of a class, by index.
type Step = (usize, Act);

pub struct Search<'a> {
    gap: &'a [i128],
    classes: Vec<Class<'a>>,
    hash: Hash,
    indices: Vec<Index>,
    found: Vec<(usize, Vec<Step>)>,
    proposals: usize,
}

impl<'a> Search<'a> {
    pub fn new<P: AsRef<[i128]>>(gap: &'a [i128], parts: &'a [P]) -> Self {
        let mut order: Vec<(&[i128], usize)> = parts.iter().map(AsRef::as_ref).zip(0..).collect();
        order.retain(|(cells, _)| cells.iter().any(|value| *value != 0));
        order.sort_unstable();
        let mut classes: Vec<Class> = Vec::new();
        for (cells, part) in order {
            match classes.last_mut().filter(|class| class.cells == cells) {
                Some(class) => class.parts.push(part),
                None => classes.push(Class { cells, sums: [0; GROUPS], parts: vec![part] }),
            }
        }
        classes.sort_by(|a, b| a.parts.cmp(&b.parts));
        let filled: Vec<usize> = (0..gap.len())
            .map(|cell| classes.iter().filter(|class| class.cells.get(cell).is_some_and(|v| *v != 0)).count())
            .collect();
        let hash = Hash::new(&filled);
        for class in &mut classes {
            class.sums = hash.of(class.cells);
        }
        let of_group = |group: usize| {
            Index::new(classes.iter().map(|class| class.sums.get(group).copied().unwrap_or(0)).zip(0..))
        };
        let indices = (0..GROUPS).map(of_group).collect();
        Self { gap, classes, hash, indices, found: Vec::new(), proposals: 0 }
    }

    pub fn run(mut self) -> Answer {
        self.propose(&[]);
        let target = self.hash.of(self.gap);
        self.pairs(&target, &[]);
        let mut tried = 2;
        if self.unsettled() && self.triples(&target) {
            tried = 3;
        }
        if self.unsettled() {
            self.greedy();
        }
        if self.proposals > PROPOSALS {
            tried = 1;
        }
        self.answer(tried)
    }

    /// Whether the best so far leaves cells that a larger set might explain.
    fn unsettled(&self) -> bool {
        self.found.iter().all(|(cost, steps)| cost - steps.len() > SETTLED)
    }

    fn bound(&self) -> usize {
        self.found.iter().map(|(cost, _)| *cost).min().map_or(usize::MAX, |best| best + LEAD - 1)
    }

    /// Counts what these events leave, and keeps them if few others do better.
    fn propose(&mut self, steps: &[Step]) {
        self.proposals += 1;
        if self.proposals > PROPOSALS || !self.is_possible(steps) {
            return;
        }
        let bound = self.bound();
        let mut cost = steps.len();
        for cell in 0..self.gap.len() {
            cost += usize::from(self.left(cell, steps) != 0);
            if cost > bound {
                return;
            }
        }
        let mut steps = steps.to_vec();
        steps.sort_unstable();
        if self.found.iter().any(|(_, other)| *other == steps) {
            return;
        }
        self.found.push((cost, steps));
        let bound = self.bound();
        self.found.retain(|(cost, _)| *cost <= bound);
        self.found.sort();
        self.found.truncate(KEPT);
    }

    /// A part cannot be left out twice, nor be left out and taken twice.
    fn is_possible(&self, steps: &[Step]) -> bool {
        steps.iter().enumerate().all(|(at, step)| {
            let same = steps.iter().filter(|other| other == &step).count();
            let turned = steps.iter().skip(at).any(|other| other.0 == step.0 && other.1 != step.1);
            !turned && self.classes.get(step.0).is_some_and(|class| class.parts.len() >= same)
        })
    }

    fn left(&self, cell: usize, steps: &[Step]) -> i128 {
        let of = |&(class, act): &Step| {
            self.classes.get(class).and_then(|class| class.cells.get(cell)).map_or(0, |v| v * act.sign())
        };
        self.gap.get(cell).copied().unwrap_or(0) - steps.iter().map(of).sum::<i128>()
    }

    fn after(&self, target: &Sums, (class, act): Step) -> Sums {
        let mut sums = *target;
        if let Some(class) = self.classes.get(class) {
            for (sum, own) in sums.iter_mut().zip(class.sums) {
                *sum = match act {
                    Act::LeftOut => sum.wrapping_add(own),
                    Act::Twice => sum.wrapping_sub(own),
                };
            }
        }
        sums
    }

    /// Events that alone make a group add up to `target`; `told` says in which groups to look.
    fn singles(&self, target: &Sums, told: impl Fn(usize) -> bool) -> Vec<Step> {
        let mut steps = Vec::new();
        for (group, (index, &sum)) in self.indices.iter().zip(target).enumerate() {
            if sum != 0 && told(group) {
                steps.extend(index.find(sum).map(|class| (class, Act::Twice)));
                steps.extend(index.find(sum.wrapping_neg()).map(|class| (class, Act::LeftOut)));
            }
        }
        steps.sort_unstable();
        steps.dedup();
        steps
    }

    /// Proposes `base` with one more event and with two more.
    fn pairs(&mut self, target: &Sums, base: &[Step]) {
        for first in self.singles(target, |_| true) {
            self.propose(&[base, &[first]].concat());
            for second in self.singles(&self.after(target, first), |_| true) {
                self.propose(&[base, &[first, second]].concat());
            }
        }
        for class in 0..self.classes.len() {
            for act in ACTS {
                for second in self.partners(target, (class, act)) {
                    self.propose(&[base, &[(class, act), second]].concat());
                }
                if self.proposals > PROPOSALS {
                    return;
                }
            }
        }
    }

    /// Events, none of an earlier part, that together with `first` make a group add up in which `first` has something.
    fn partners(&self, target: &Sums, first: Step) -> Vec<Step> {
        let Some(class) = self.classes.get(first.0) else { return Vec::new() };
        let told = |group: usize| class.sums.get(group).is_some_and(|sum| *sum != 0);
        let mut steps = self.singles(&self.after(target, first), told);
        steps.retain(|(other, _)| *other >= first.0);
        steps
    }

    /// Whether all first events of three could be tried; otherwise those that explain most.
    fn triples(&mut self, target: &Sums) -> bool {
        let mut firsts = self.by_rest(&[]);
        let each = self.classes.len() * ACTS.len() * GROUPS;
        let affordable = LOOKUPS / each.max(1);
        let all = firsts.len() <= affordable;
        firsts.truncate(affordable);
        for (_, first) in firsts {
            self.pairs(&self.after(target, first), &[first]);
        }
        all
    }

    /// Every single event on top of these, with the number of cells left, fewest first.
    fn by_rest(&self, base: &[Step]) -> Vec<(usize, Step)> {
        let left: Vec<i128> = (0..self.gap.len()).map(|cell| self.left(cell, base)).collect();
        let mut list = Vec::new();
        for (at, class) in self.classes.iter().enumerate() {
            for act in ACTS {
                let cells = left.iter().zip(class.cells);
                let rest = cells.filter(|(left, own)| **left != *own * act.sign()).count();
                list.push((rest, (at, act)));
            }
        }
        list.sort_unstable();
        list
    }

    /// One event after the other, each the one that leaves fewest cells.
    fn greedy(&mut self) {
        let mut steps: Vec<Step> = Vec::new();
        let mut rest = self.gap.iter().filter(|value| **value != 0).count();
        while steps.len() < GREEDY {
            let Some((left, step)) = self.by_rest(&steps).into_iter().next() else { return };
            if left + 1 >= rest {
                return;
            }
            rest = left;
            steps.push(step);
            self.propose(&steps);
        }
    }

    fn answer(&self, tried: usize) -> Answer {
        let event = |&(class, act): &Step| {
            let parts = self.classes.get(class).map(|class| class.parts.clone()).unwrap_or_default();
            Event { parts, act }
        };
        let explanation = |(cost, steps): &(usize, Vec<Step>)| Explanation {
            events: steps.iter().map(event).collect(),
            rest: cost - steps.len(),
        };
        Answer { explanations: self.found.iter().map(explanation).collect(), tried }
    }
}
