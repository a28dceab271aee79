//! The search compiled to wasm, for `run.mjs` to time: tables in by `put`, everything else by index.

#[path = "../generate.rs"]
#[allow(dead_code)]
mod generate;

use generate::Shape;
use gouji::localize::{Options, Prepared, Variable};
use std::cell::RefCell;

struct Bench {
    prepared: Prepared,
    tables: Vec<Vec<Variable>>,
    residuals: Vec<i64>,
    values: Vec<i64>,
}

thread_local! {
    static BENCH: RefCell<Bench> = RefCell::new(new());
}

fn new() -> Bench {
    let shape = Shape { rows: 25 };
    let prepared = Prepared::new(&shape.equations(), &shape.layout());
    Bench { prepared, tables: Vec::new(), residuals: Vec::new(), values: Vec::new() }
}

/// Adds a cell to the last table; a table is full with 175 cells.
#[unsafe(no_mangle)]
pub extern "C" fn put(value: i32) {
    BENCH.with_borrow_mut(|bench| {
        if bench.tables.last().is_none_or(|table| table.len() == 175) {
            bench.tables.push(Vec::new());
        }
        if let Some(table) = bench.tables.last_mut() {
            table.push(Variable::typed(i64::from(value)));
        }
    });
}

/// Localises one table so many times; returns the number of repairs.
#[unsafe(no_mangle)]
pub extern "C" fn localize(table: usize, times: u32) -> u32 {
    BENCH.with_borrow(|bench| {
        let options = Options::default();
        (0..times).map(|_| bench.prepared.localize(&bench.tables[table], &options).components.iter().map(|component| component.repairs.len() as u32).sum::<u32>()).last().unwrap_or(0)
    })
}

/// Only detects; returns the number of failing equations.
#[unsafe(no_mangle)]
pub extern "C" fn detect(table: usize, times: u32) -> u32 {
    BENCH.with_borrow_mut(|bench| {
        let Bench { prepared, tables, residuals, values } = bench;
        values.clear();
        values.extend(tables[table].iter().map(|cell| cell.value));
        let mut failing = 0;
        for _ in 0..times {
            prepared.residuals(std::hint::black_box(values), residuals);
            failing = residuals.iter().filter(|residual| **residual != 0).count() as u32;
        }
        failing
    })
}
