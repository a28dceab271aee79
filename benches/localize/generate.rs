//! Tables of the official forms with seeded errors, by another hand than `cases.json`: other sizes, other class
//! shares, more wrong cells, blanks, shifted rows. Shared by the benchmark and the tests.

use gouji::localize::{Equation, Layout, Standing, Variable};

/// A small PRNG (splitmix64), so that a seed means the same cases everywhere.
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
        (self.next() % n.max(1) as u64) as usize
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

pub const COLS: usize = 7;

/// Table 3 with this many data rows (25: form of 2021, 23: form of 2019): 一, 二, items, （七）, 四.
pub struct Shape {
    pub rows: usize,
}

impl Shape {
    pub fn cell(&self, row: usize, col: usize) -> u32 {
        (row * COLS + col) as u32
    }

    pub fn results(&self) -> usize {
        self.rows - 2
    }

    pub fn carried(&self) -> usize {
        self.rows - 1
    }

    /// 7 balances, 7 columns, a total for every row.
    pub fn equations(&self) -> Vec<Equation> {
        let mut equations = Vec::new();
        for col in 0..COLS {
            let at = |row| self.cell(row, col);
            equations.push(Equation {
                terms: vec![(at(0), 1), (at(1), 1), (at(self.results()), -1), (at(self.carried()), -1)],
            });
        }
        for col in 0..COLS {
            let mut terms: Vec<(u32, i8)> = (2..self.results()).map(|row| (self.cell(row, col), 1)).collect();
            terms.push((self.cell(self.results(), col), -1));
            equations.push(Equation { terms });
        }
        for row in 0..self.rows {
            let mut terms: Vec<(u32, i8)> = (0..COLS - 1).map(|col| (self.cell(row, col), 1)).collect();
            terms.push((self.cell(row, COLS - 1), -1));
            equations.push(Equation { terms });
        }
        equations
    }

    pub fn layout(&self) -> Layout {
        Layout::grid(self.rows as u16, COLS as u16)
    }

    /// A table in which everything holds.
    pub fn consistent(&self, random: &mut Random) -> Vec<i64> {
        let mut table = vec![0i64; self.rows * COLS];
        let scale = [3, 12, 40, 150, 700, 3000][random.below(6)];
        let busy = 10 + random.below(60);
        for col in 0..COLS - 1 {
            let share = if col == 0 { 100 } else { [0, 3, 8, 20, 40][random.below(5)] };
            for row in (1..self.results()).chain([self.carried()]) {
                if random.chance(busy) && random.chance(share) {
                    let heavy = if random.chance(15) { scale } else { scale / 5 + 1 };
                    table[row * COLS + col] = random.below(heavy + 1) as i64;
                }
            }
            let items: i64 = (2..self.results()).map(|row| table[row * COLS + col]).sum();
            let carried = table[self.carried() * COLS + col];
            table[self.results() * COLS + col] = items;
            let old = table[COLS + col].min(items + carried);
            table[COLS + col] = old;
            table[col] = items + carried - old;
        }
        for row in 0..self.rows {
            table[row * COLS + 6] = table[row * COLS..row * COLS + 6].iter().sum();
        }
        table
    }
}

/// One seeded case.
pub struct Case {
    pub class: &'static str,
    pub cells: Vec<Variable>,
    pub truth: Vec<i64>,
}

impl Case {
    /// `(variable, true value)` of the wrong cells.
    pub fn wrong(&self) -> Vec<(u32, i64)> {
        (0u32..)
            .zip(self.cells.iter().zip(&self.truth))
            .filter(|(_, (cell, truth))| cell.value != **truth)
            .map(|(index, (_, truth))| (index, *truth))
            .collect()
    }
}

type Slip = fn(&Shape, &mut Random, &[i64], &mut [i64]);

/// Class, share in percent, what it does.
const CLASSES: [(&str, usize, Slip); 14] = [
    ("one key", 22, key),
    ("times ten", 4, times_ten),
    ("left blank", 7, left_blank),
    ("two cells", 12, |s, r, t, o| several(s, r, t, o, 2)),
    ("three cells", 7, |s, r, t, o| several(s, r, t, o, 3)),
    ("four to six cells", 5, |s, r, t, o| {
        let n = 4 + r.below(3);
        several(s, r, t, o, n);
    }),
    ("neighbour column", 8, |s, r, t, o| neighbour(s, r, t, o, 0, 1)),
    ("neighbour row", 5, |s, r, t, o| neighbour(s, r, t, o, 1, 0)),
    ("part left out", 6, part_left_out),
    ("stale totals", 9, stale),
    ("exchanged in a row", 4, exchanged),
    ("row shifted", 5, shifted),
    ("random value", 4, arbitrary),
    ("（七） with 四", 2, results_with_carried),
];

fn pick(random: &mut Random, truth: &[i64], nonzero: bool) -> usize {
    for _ in 0..200 {
        let cell = random.below(truth.len());
        if !nonzero || truth[cell] > 0 {
            return cell;
        }
    }
    0
}

/// One wrong, missing or additional digit, or two swapped.
fn mistype(random: &mut Random, value: i64) -> i64 {
    let mut digits: Vec<u8> = value.to_string().into_bytes();
    let at = random.below(digits.len());
    match random.below(5) {
        0 | 1 => digits[at] = b'0' + random.below(10) as u8,
        2 if digits.len() > 1 => drop(digits.remove(at)),
        3 => digits.insert(at, b'0' + random.below(10) as u8),
        _ if digits.len() > 1 => digits.swap(at, (at + 1) % value.to_string().len()),
        _ => digits[at] = b'1' + random.below(9) as u8,
    }
    String::from_utf8(digits).unwrap().parse().unwrap()
}

fn key(_: &Shape, random: &mut Random, truth: &[i64], table: &mut [i64]) {
    let nonzero = random.chance(75);
    let cell = pick(random, truth, nonzero);
    table[cell] = mistype(random, truth[cell]);
}

fn times_ten(_: &Shape, random: &mut Random, truth: &[i64], table: &mut [i64]) {
    let cell = pick(random, truth, true);
    table[cell] = if random.chance(50) { truth[cell] * 10 } else { truth[cell] / 10 };
}

fn left_blank(_: &Shape, random: &mut Random, truth: &[i64], table: &mut [i64]) {
    let cell = pick(random, truth, true);
    table[cell] = 0;
}

fn several(shape: &Shape, random: &mut Random, truth: &[i64], table: &mut [i64], cells: usize) {
    for _ in 0..cells {
        key(shape, random, truth, table);
    }
}

fn neighbour(
    shape: &Shape,
    random: &mut Random,
    truth: &[i64],
    table: &mut [i64],
    down: usize,
    right: usize,
) {
    let cell = pick(random, truth, true);
    let (row, col) = (cell / COLS, cell % COLS);
    if row + down >= shape.rows || col + right >= COLS - 1 {
        return;
    }
    let other = (row + down) * COLS + col + right;
    (table[cell], table[other]) = (0, truth[cell]);
}

fn part_left_out(shape: &Shape, random: &mut Random, truth: &[i64], table: &mut [i64]) {
    let cell = pick(random, truth, true);
    let (row, col) = (cell / COLS, cell % COLS);
    let total = if random.chance(50) { row * COLS + 6 } else { shape.results() * COLS + col };
    table[total] = (truth[total] - truth[cell]).max(0);
}

/// A part was raised, some of the totals above it were not.
fn stale(shape: &Shape, random: &mut Random, truth: &[i64], table: &mut [i64]) {
    let (row, col) = (2 + random.below(shape.results() - 2), random.below(COLS - 1));
    let off = 1 + random.below(4) as i64;
    let totals = [
        vec![row * COLS + 6],
        vec![shape.results() * COLS + col, shape.results() * COLS + 6],
        vec![row * COLS + 6, 6, shape.results() * COLS + 6],
    ];
    let stale = &totals[random.below(3)];
    if truth[row * COLS + col] >= off && stale.iter().all(|&total| truth[total] >= off) {
        stale.iter().for_each(|&total| table[total] = truth[total] - off);
    }
}

fn exchanged(_: &Shape, random: &mut Random, truth: &[i64], table: &mut [i64]) {
    let cell = pick(random, truth, true);
    let other = cell / COLS * COLS + random.below(COLS - 1);
    (table[cell], table[other]) = (truth[other], truth[cell]);
}

/// All numbers of a row one column too far right; the first is left 0, the total is lost.
fn shifted(shape: &Shape, random: &mut Random, truth: &[i64], table: &mut [i64]) {
    let row = random.below(shape.rows);
    for col in 0..COLS {
        table[row * COLS + col] = if col == 0 { 0 } else { truth[row * COLS + col - 1] };
    }
}

fn arbitrary(_: &Shape, random: &mut Random, truth: &[i64], table: &mut [i64]) {
    let cell = random.below(truth.len());
    table[cell] = random.below(2 * truth[cell] as usize + 10) as i64;
}

fn results_with_carried(shape: &Shape, _: &mut Random, truth: &[i64], table: &mut [i64]) {
    for col in 0..COLS {
        let (a, b) = (shape.results() * COLS + col, shape.carried() * COLS + col);
        (table[a], table[b]) = (truth[b], truth[a]);
    }
}

/// The next case with at least one wrong cell. In one table of five some of the zeros were left blank.
pub fn case(shape: &Shape, random: &mut Random) -> Case {
    loop {
        let truth = shape.consistent(random);
        let mut table = truth.clone();
        let mut at = random.below(CLASSES.iter().map(|class| class.1).sum());
        let class = CLASSES
            .iter()
            .find(|class| {
                let hit = at < class.1;
                at = at.wrapping_sub(class.1);
                hit
            })
            .unwrap();
        (class.2)(shape, random, &truth, &mut table);
        if table == truth || table.iter().any(|value| *value < 0) {
            continue;
        }
        let blanks = random.chance(20);
        let cells = table
            .iter()
            .map(|&value| {
                let blank = value == 0
                    && (blanks && random.chance(50) || class.0 == "left blank" && random.chance(50));
                Variable {
                    standing: if blank { Standing::Blank } else { Standing::Typed },
                    ..Variable::typed(value)
                }
            })
            .collect();
        return Case { class: class.0, cells, truth };
    }
}

/// A case with exactly this many wrong cells, each by a slip of the keyboard.
pub fn wrong_cells(shape: &Shape, random: &mut Random, cells: usize) -> Case {
    loop {
        let truth = shape.consistent(random);
        let mut table = truth.clone();
        for _ in 0..50 {
            if table.iter().zip(&truth).filter(|(a, b)| a != b).count() < cells {
                key(shape, random, &truth, &mut table);
            }
        }
        if table.iter().zip(&truth).filter(|(a, b)| a != b).count() == cells {
            return Case {
                class: "keys",
                cells: table.iter().map(|&value| Variable::typed(value)).collect(),
                truth,
            };
        }
    }
}
