//! A made-up area: bodies with consistent reports and a parent that adds them up, and the mistakes to put in.
//! Shared by the benchmark and the tests.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss
)] // for developers

use gouji::dossier::{Cell, Digest};
use gouji::forms::{self, Form};
use gouji::number::Decimal;
use gouji::recognize::Presence;

/// A small PRNG (splitmix64), so that a seed means the same county everywhere.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// 0..n
    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n.max(1) as u64).unwrap()
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// Figures of the parent and of every child, by cell.
pub struct County {
    pub form: &'static Form,
    pub year: u16,
    pub parent: Vec<i64>,
    pub children: Vec<Vec<i64>>,
    pub names: Vec<String>,
}

impl County {
    /// So many bodies, all sums right. In one of four nothing but a few cells is filled in.
    pub fn new(random: &mut Random, children: usize) -> Self {
        let form = forms::form("2021").unwrap();
        let children: Vec<Vec<i64>> = (0..children).map(|_| report(form, random)).collect();
        let names = (0..children.len()).map(|at| format!("甲县第{}局", at + 1)).collect();
        let mut county = Self { form, year: 2023, parent: Vec::new(), children, names };
        county.add_up(|_| 1);
        county
    }

    /// The parent's figures, with each child taken so many times.
    pub fn add_up(&mut self, times: impl Fn(usize) -> i64) {
        self.parent = vec![0; self.form.cells().len()];
        for (at, child) in self.children.iter().enumerate() {
            for (sum, value) in self.parent.iter_mut().zip(child) {
                *sum += value * times(at);
            }
        }
    }

    pub fn cell(&self, id: &str) -> usize {
        self.form.find(id).unwrap()
    }

    /// The parent's digest and behind it the children's.
    pub fn digests(&self) -> Vec<Digest> {
        let parent = digest(self.form, "甲县人民政府", self.year, &self.parent);
        let children = self.children.iter().zip(&self.names);
        std::iter::once(parent)
            .chain(children.map(|(cells, name)| digest(self.form, name, self.year, cells)))
            .collect()
    }
}

/// A digest of these figures.
pub fn digest(form: &'static Form, body: &str, year: u16, cells: &[i64]) -> Digest {
    let cell = |value: &i64| Cell { value: Some(Decimal::integer(*value)), ..Cell::default() };
    Digest {
        name: Some(format!("{body}{year}.docx")),
        form,
        year: Some(year),
        body: Some(body.to_owned()),
        presence: [Presence::Complete; 3],
        cells: cells.iter().map(cell).collect(),
        ..Digest::default()
    }
}

/// A report in which every relation holds.
pub fn report(form: &'static Form, random: &mut Random) -> Vec<i64> {
    let mut cells = vec![0; form.cells().len()];
    let scale = [0, 2, 10, 40, 150, 700][random.below(6)];
    let at = |id: &str| form.find(id).unwrap();
    for kind in ["licensing", "penalty", "coercion"] {
        if random.chance(60) {
            cells[at(&format!("disclosure.{kind}.decisions"))] = random.below(20 * scale + 3) as i64;
        }
    }
    if random.chance(50) {
        let (issued, old) = (random.below(9) as i64, random.below(60) as i64);
        cells[at("disclosure.normative_documents.issued")] = issued;
        cells[at("disclosure.normative_documents.in_force")] = issued + old;
    }
    if scale > 0 {
        requests(form, &mut cells, scale, random);
        reviews(form, &mut cells, scale, random);
    }
    cells
}

const COLS: usize = 7;

fn requests(form: &'static Form, cells: &mut [i64], scale: usize, random: &mut Random) {
    let start = form.table_start(1);
    let rows = form.tables[1].blocks[0].rows.len();
    let busy = 10 + random.below(50);
    for col in 0..COLS - 1 {
        let share = if col == 0 { 100 } else { [0, 3, 8, 20][random.below(4)] };
        let mut items = 0;
        for row in 2..rows - 2 {
            if random.chance(busy) && random.chance(share) {
                let value = random.below(scale / 3 + 2) as i64;
                cells[start + row * COLS + col] = value;
                items += value;
            }
        }
        let carried = if random.chance(share / 2) { random.below(scale / 5 + 1) as i64 } else { 0 };
        let old = (random.below(scale / 5 + 1) as i64).min(items + carried);
        cells[start + (rows - 2) * COLS + col] = items;
        cells[start + (rows - 1) * COLS + col] = carried;
        cells[start + COLS + col] = old;
        cells[start + col] = items + carried - old;
    }
    for row in 0..rows {
        let line = start + row * COLS;
        cells[line + COLS - 1] = cells[line..line + COLS - 1].iter().sum();
    }
}

fn reviews(form: &'static Form, cells: &mut [i64], scale: usize, random: &mut Random) {
    let start = form.table_start(2);
    for group in 0..3 {
        let line = start + group * 5;
        for col in 0..4 {
            if random.chance(25) {
                cells[line + col] = random.below(scale / 10 + 2) as i64;
            }
        }
        cells[line + 4] = cells[line..line + 4].iter().sum();
    }
}
