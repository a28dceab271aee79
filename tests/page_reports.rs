//! Whole reports set in many ways, as PDF and as OFD, with ruling lines and without: every cell against what was set.
#![cfg(feature = "page")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss
)] // a test may fail

mod layout_support;
mod page_support;
#[path = "page_support/report.rs"]
mod report;
mod support;

use layout_support::{Score, blank_zero, figures, full_width, score, thousands};
use page_support::{Ruling, ofd, pdf};
use report::{Align, Style, pages};
use support::Sheet;

/// Writes a file to the folder `GOUJI_DUMP` names, for looking at.
fn keep(bytes: &[u8], name: &str) {
    if let Some(folder) = std::env::var_os("GOUJI_DUMP") {
        std::fs::write(std::path::Path::new(&folder).join(name.replace([' ', ','], "_")), bytes)
            .expect("folder");
    }
}

/// Radicals of the Kangxi block that look like the characters, as some fonts map them.
fn kangxi(text: &str) -> String {
    text.replace('一', "⼀").replace('人', "⼈").replace('行', "⾏").replace('非', "⾮").replace('文', "⽂")
}

const LANDSCAPE: (f32, f32) = (842.0, 595.0);

fn styles() -> Vec<Style> {
    let new = Style::new;
    vec![
        Style { prose: 2, ..new("plain") },
        Style { form: "2019", largest: 9000, ..new("2019") },
        Style { font: 7.5, ..new("small font") },
        Style { font: 10.5, pad: 3.0, ..new("large font") },
        Style { page: LANDSCAPE, largest: 9000, ..new("landscape") },
        Style { align: Align::Top, pad: 0.0, left: true, ..new("top, no padding") },
        Style { align: Align::Bottom, pad: 1.0, ..new("bottom") },
        Style { pad: 0.0, leading: 1.2, left: true, ..new("middle, no padding") },
        Style { least: 28.0, largest: 3, ..new("high rows") },
        Style { least: 18.0, figure: blank_zero, ..new("blank for zero") },
        Style { figure: blank_zero, pad: 0.0, ..new("blank, no padding") },
        Style { figure: blank_zero, align: Align::Top, left: true, ..new("blank, top") },
        Style { figure: full_width, largest: 9, font: 8.0, ..new("full width digits") },
        Style { figure: thousands, largest: 5000, right: true, ..new("thousands, right") },
        Style { vertical: true, ..new("vertical labels") },
        Style { repeat: true, prose: 12, ..new("header again") },
        Style { split: true, prose: 14, number_pages: true, ..new("rows cut") },
        Style { split: true, prose: 9, align: Align::Top, repeat: true, ..new("rows cut, header again") },
        Style { prose: 20, number_pages: true, least: 24.0, ..new("three pages") },
        Style { labels: [0.05, 0.07, 0.16], font: 8.0, ..new("narrow labels") },
        Style { labels: [0.08, 0.14, 0.30], left: true, ..new("wide labels") },
        Style {
            labels: [0.05, 0.08, 0.14],
            pad: 0.0,
            figure: blank_zero,
            prose: 9,
            ..new("narrow, blank, no padding")
        },
        Style { write: kangxi, ..new("Kangxi radicals") },
        Style { leading: 1.8, pad: 1.0, ..new("wide leading") },
        Style { page: (420.0, 595.0), margin: 30.0, font: 6.5, ..new("A5") },
        Style {
            page: LANDSCAPE,
            figure: blank_zero,
            split: true,
            prose: 3,
            right: true,
            ..new("landscape, blank, right")
        },
    ]
}

/// Styles put together at random, to meet what nobody thought of.
fn random_styles(count: u64) -> Vec<Style> {
    let one = |seed: u64| {
        let mut next = figures(seed, 1 << 20);
        let mut roll = move |below: usize| (next() as usize + next() as usize) % below;
        let page = [(595.0, 842.0), LANDSCAPE, (516.0, 729.0)][roll(3)];
        let style = Style {
            form: ["2021", "2019"][roll(2)],
            page,
            font: [6.5, 7.5, 8.0, 9.0, 10.5][roll(5)],
            leading: [1.15, 1.3, 1.5, 1.8][roll(4)],
            pad: [0.0, 1.0, 3.0, 6.0][roll(4)],
            least: [0.0, 0.0, 16.0, 26.0][roll(4)],
            labels: [[0.06, 0.09, 0.22], [0.04, 0.06, 0.12], [0.08, 0.12, 0.26]][roll(3)],
            align: [Align::Middle, Align::Middle, Align::Top, Align::Bottom][roll(4)],
            left: roll(2) == 0,
            right: roll(3) == 0,
            repeat: roll(3) == 0,
            split: roll(3) == 0,
            vertical: roll(4) == 0,
            prose: roll(24),
            number_pages: roll(2) == 0,
            figure: [str::to_owned, blank_zero, thousands][roll(3)],
            ..Style::new("random")
        };
        // As many wide digits as fit into a cell.
        let largest = [3, 20, 400, 3000][roll(4)];
        if roll(4) == 0 {
            Style { figure: full_width, largest: 9, ..style }
        } else {
            Style { largest, ..style }
        }
    };
    (1..=count).map(one).collect()
}

const RULINGS: [Ruling; 4] = [Ruling::Strokes, Ruling::Slivers, Ruling::Pixels, Ruling::Double];

fn sheet_of(style: &Style, at: usize) -> Sheet {
    Sheet::consistent(
        style.form,
        "某市交通局2023年政府信息公开工作年度报告",
        &mut figures(at as u64 + 7, style.largest),
    )
}

/// Reads every style with these lines, as PDF and OFD; prints a line each, gives the sum for each format.
fn read_all(styles: Vec<Style>, ruling: impl Fn(usize) -> Ruling) -> [Score; 2] {
    let mut sums = [Score::default(); 2];
    for (at, style) in styles.into_iter().enumerate() {
        let style = Style { ruling: ruling(at), ..style };
        let sheet = sheet_of(&style, at);
        let pages = pages(&sheet, &style);
        let scores = [("pdf", pdf(&pages)), ("ofd", ofd(&pages))].map(|(kind, bytes)| {
            let name = format!("{at}-{}-{:?}.{kind}", style.name, style.ruling);
            keep(&bytes, &name);
            score(bytes, &sheet, style.figure, &name)
        });
        let [a, b] = scores;
        println!(
            "{at:>3} {:<26} {:<10} {:>2} pages  PDF {:>3}/{} {:>2} silent   OFD {:>3}/{} {:>2} silent",
            style.name,
            format!("{:?}", style.ruling),
            pages.len(),
            a.right,
            a.cells,
            a.silent,
            b.right,
            b.cells,
            b.silent
        );
        sums.iter_mut().zip(scores).for_each(|(sum, score)| sum.add(score));
    }
    for (kind, sum) in ["PDF", "OFD"].iter().zip(&sums) {
        println!(
            "{kind}: {} of {} cells right ({:.2} %), {} marked, {} wrong without a mark",
            sum.right,
            sum.cells,
            sum.right as f64 * 100.0 / sum.cells as f64,
            sum.marked,
            sum.silent
        );
    }
    sums
}

#[test]
fn with_ruling_lines() {
    for sum in read_all(styles(), |at| RULINGS[at % RULINGS.len()]) {
        assert_eq!(sum.silent, 0, "cells wrong without a mark");
        assert!(sum.right * 1000 >= sum.cells * 995, "{sum:?}");
    }
}

#[test]
fn without_ruling_lines() {
    for sum in read_all(styles(), |_| Ruling::None) {
        assert_eq!(sum.silent, 0, "cells wrong without a mark");
        assert!(sum.right * 100 >= sum.cells * 97, "{sum:?}");
    }
}

#[test]
fn set_at_random() {
    let count = std::env::var("GOUJI_LAYOUTS").ok().and_then(|count| count.parse().ok()).unwrap_or(24);
    for sum in read_all(random_styles(count), |at| RULINGS[at % RULINGS.len()]) {
        assert_eq!(sum.silent, 0, "cells wrong without a mark");
        assert!(sum.right * 1000 >= sum.cells * 995, "{sum:?}");
    }
    for sum in read_all(random_styles(count), |_| Ruling::None) {
        assert_eq!(sum.silent, 0, "cells wrong without a mark");
        assert!(sum.right * 100 >= sum.cells * 90, "{sum:?}");
    }
}
