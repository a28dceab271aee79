//! What whole reports, left out or taken twice, account for.
//!
//! Takes explanations of `reconcile` and the cells they were found in, gives causes and the gap that is left.

use crate::forms::Form;
use crate::reconcile::{Act, Answer, Event, Explanation, reconcile};

use super::cause::{Cause, Gap};

/// Share of an event's cells that it must explain, in fifths.
const FIFTHS: usize = 4;

/// More events than this are not tried table by table.
const MAX_TRIED: usize = 6;

/// The cells in which everything is known, and nothing else.
pub(super) struct Whole {
    /// Their indices in the form, of which there are `width`.
    known: Vec<usize>,
    width: usize,
    /// The table of each.
    tables: Vec<usize>,
    gap: Vec<i128>,
    parts: Vec<Vec<i128>>,
}

impl Whole {
    /// Of a gap; `figure` gives a child's figure in a cell in which all are known.
    pub fn new(
        gap: &Gap,
        form: &'static Form,
        children: usize,
        figure: &dyn Fn(usize, usize) -> i128,
    ) -> Self {
        let is_known = |cell: &usize| gap.get(*cell).is_some_and(Option::is_some);
        let known: Vec<usize> = (0..gap.len()).filter(is_known).collect();
        let part = |child: usize| known.iter().map(|&cell| figure(child, cell)).collect();
        let parts = (0..children).map(part).collect();
        let table = |cell: &usize| form.cells().get(*cell).map_or(0, |spec| spec.table);
        let tables = known.iter().map(table).collect();
        Self { width: gap.len(), gap: gap.iter().flatten().copied().collect(), parts, tables, known }
    }

    /// Asks for explanations.
    pub fn reconcile(&self) -> Answer {
        reconcile(&self.gap, &self.parts)
    }

    /// Cells with a gap.
    pub fn open(&self) -> usize {
        self.gap.iter().filter(|value| **value != 0).count()
    }

    /// Whether each event accounts for nearly all of its report: by chance a small one fits many gaps in part.
    pub fn fits(&self, way: &Explanation) -> bool {
        let left = self.left(&way.events);
        way.events.iter().all(|event| {
            let cells = self.cells(event);
            let explained = cells.iter().filter(|&&at| left.get(at) == Some(&0)).count();
            explained * 5 >= cells.len() * FIFTHS
        })
    }

    /// Places of the cells in which the event's report has something.
    fn cells(&self, event: &Event) -> Vec<usize> {
        let part = event.parts.first().and_then(|part| self.parts.get(*part));
        let cells = part.into_iter().flatten().enumerate();
        cells.filter(|(_, value)| **value != 0).map(|(at, _)| at).collect()
    }

    /// Cells in which some child has something.
    pub fn filled(&self) -> usize {
        let some = |at: &usize| self.parts.iter().any(|part| part.get(*at).is_some_and(|value| *value != 0));
        (0..self.gap.len()).filter(some).count()
    }

    /// The gap that is left: table by table, for a parent may have compiled one with a report and another without it.
    fn left(&self, events: &[Event]) -> Vec<i128> {
        let mut left = self.gap.clone();
        let last = self.tables.last().copied().unwrap_or(0);
        for table in 0..=last {
            for event in self.holding(events, table) {
                self.apply(event, table, &mut left);
            }
        }
        left
    }

    fn apply(&self, event: &Event, table: usize, left: &mut [i128]) {
        let Some(part) = event.parts.first().and_then(|part| self.parts.get(*part)) else { return };
        for ((left, value), of) in left.iter_mut().zip(part).zip(&self.tables) {
            match event.act {
                _ if *of != table => {}
                Act::LeftOut => *left += value,
                Act::Twice => *left -= value,
            }
        }
    }

    /// The events that hold in a table: those that together leave the fewest gaps in it; of equal choices the largest.
    fn holding<'e>(&self, events: &'e [Event], table: usize) -> Vec<&'e Event> {
        if events.len() > MAX_TRIED {
            return events.iter().collect();
        }
        let of = |choice: u32| {
            events.iter().enumerate().filter(move |(at, _)| choice >> at & 1 == 1).map(|(_, event)| event)
        };
        let rest = |choice: &u32| {
            let mut left = self.gap.clone();
            of(*choice).for_each(|event| self.apply(event, table, &mut left));
            let open =
                left.iter().zip(&self.tables).filter(|(left, of)| **of == table && **left != 0).count();
            (open, std::cmp::Reverse(choice.count_ones()), std::cmp::Reverse(*choice))
        };
        let best = (0..1_u32 << events.len()).min_by_key(rest).unwrap_or(0);
        of(best).collect()
    }

    /// Whether an event holds in the table of the cell at this place.
    fn holds_at(&self, events: &[Event], event: &Event, at: usize) -> bool {
        self.tables.get(at).is_some_and(|table| self.holding(events, *table).contains(&event))
    }

    /// Indices in the form.
    fn names(&self, places: impl IntoIterator<Item = usize>) -> Vec<usize> {
        let mut cells: Vec<usize> = places.into_iter().filter_map(|at| self.known.get(at).copied()).collect();
        cells.sort_unstable();
        cells.dedup();
        cells
    }

    /// Events that stand in every explanation are told as such, the others as alternatives. Gives the gap that is
    /// left whichever of them it is.
    pub fn causes(&self, ways: &[&Explanation], causes: &mut Vec<Cause>) -> Gap {
        let Some(first) = ways.first() else { return self.spread(&self.gap, &|_| true) };
        let in_all = |event: &&Event| ways.iter().all(|way| way.events.contains(event));
        let certain: Vec<&Event> = first.events.iter().filter(in_all).collect();
        for event in &certain {
            let holds = |at: &usize| self.holds_at(&first.events, event, *at);
            let cells = self.names(self.cells(event).into_iter().filter(holds));
            causes.push(Cause::Whole { event: (*event).clone(), cells });
        }
        let lefts: Vec<Vec<i128>> = ways.iter().map(|way| self.left(&way.events)).collect();
        let agree =
            |at: usize| lefts.iter().all(|left| left.get(at) == lefts.first().and_then(|l| l.get(at)));
        if ways.len() > 1 {
            let rest = |way: &&Explanation| -> Vec<Event> {
                way.events.iter().filter(|event| !certain.contains(event)).cloned().collect()
            };
            let cells = self.names((0..self.gap.len()).filter(|at| !agree(*at)));
            // What no event and what one event explain may differ only where the gap is.
            let touched = ways.iter().flat_map(rest).collect::<Vec<Event>>();
            let touched = self.names(touched.iter().flat_map(|event| self.cells(event)));
            let cells = if cells.is_empty() { touched } else { cells };
            causes.push(Cause::Either { ways: ways.iter().map(rest).collect(), cells });
        }
        self.spread(&self.left(&first.events), &agree)
    }

    /// By cell of the form; `told` says which are told of.
    fn spread(&self, left: &[i128], told: &dyn Fn(usize) -> bool) -> Gap {
        let mut gap = vec![None; self.width];
        for (at, (&cell, &value)) in self.known.iter().zip(left).enumerate() {
            if let Some(place) = gap.get_mut(cell).filter(|_| told(at)) {
                *place = Some(value);
            }
        }
        gap
    }

    /// How often the parent's figures hold each child, by the first explanation.
    pub fn times(&self, ways: &[&Explanation]) -> Vec<u8> {
        let mut times = vec![1_u8; self.parts.len()];
        for event in ways.first().map(|way| way.events.as_slice()).unwrap_or_default() {
            // Of equal parts each can be in one event.
            let free = event.parts.iter().copied().find(|part| times.get(*part) == Some(&1));
            if let Some(times) = free.and_then(|part| times.get_mut(part)) {
                *times = match event.act {
                    Act::LeftOut => 0,
                    Act::Twice => 2,
                };
            }
        }
        times
    }
}
