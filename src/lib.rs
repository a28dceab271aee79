//! gouji (勾稽): checks the tables of China's annual reports on government information disclosure
//! (政府信息公开工作年度报告): which relations among the cells fail, which cell is most likely wrong, and what
//! it should be.
//!
//! One direction of data, plain functions on plain values:
//!
//! ```text
//! input       what the user gave: HTML, text or bytes
//! readers     input → Document: blocks in reading order; fails only with "cannot be opened, because …"
//! prose       Document → sections, and the figures that sentences give, with the cells they name
//! recognize   Document → Report: every cell with quantity, text and place, and the prose; doubts become remarks
//! rules       Report → outcomes: pass · fail · unknown · inapplicable
//! localize    failed equations → repairs: the smallest changes after which every equation holds
//! findings    outcomes + repairs → one finding per cause
//! view        serialisable copy, the public contract
//! takeaway    bytes of a file + marks → the same file with notes; tables → a workbook, CSV
//! dossier     digests of reports → two years of one body, an area and the bodies in it
//! together    digests → what is wrong between them, by the rules of years and of families
//! handout     a check → marks and tables for takeaway; the command line's, the page makes its own
//! wasm        the only part that knows JavaScript
//! ```
//!
//! Leaves that import nothing of ours: [`anchor`], [`bytes`], [`fold`], [`forms`], [`input`], [`localize`], `reconcile`; and [`number`], which folds characters.
//!
//! ```
//! use gouji::input::{Content, Input};
//!
//! let table = "一、本年新收政府信息公开申请数量 3 0 0 0 0 0 3\n\
//!              二、上年结转政府信息公开申请数量 1 0 0 0 0 0 2";
//! let input = Input { name: None, content: Content::Text(table.to_owned()) };
//! let review = gouji::review(&input, &gouji::Options::default(), |_, _| None);
//! let checked = review.result.expect("a table was found");
//! assert_eq!(checked.findings[0].rule.id, "applicant-total-mismatch");
//! ```

pub mod anchor;
pub mod bytes;
pub mod document;
#[cfg(feature = "dossier")]
pub mod dossier;
pub mod findings;
pub mod fold;
pub mod forms;
#[cfg(all(feature = "office", not(target_arch = "wasm32")))]
pub mod handout;
pub mod input;
pub mod localize;
pub mod number;
#[cfg(feature = "prose")]
pub mod prose;
pub mod readers;
pub mod recognize;
#[cfg(feature = "dossier")]
pub mod reconcile;
pub mod record;
pub mod rules;
#[cfg(feature = "office")]
pub mod takeaway;
#[cfg(feature = "dossier")]
pub mod together;
pub mod view;

mod review;
// A reader pack is a module of its own with one export; what it does not call is not in it.
#[cfg(all(target_arch = "wasm32", not(any(feature = "office", feature = "page"))))]
mod wasm;
#[cfg(all(target_arch = "wasm32", any(feature = "office", feature = "page")))]
#[path = "wasm/pack.rs"]
mod wasm;

pub use recognize::Given as Options;
#[cfg(not(target_arch = "wasm32"))]
pub use review::EXAMPLE;
pub use review::{
    Checked, Outcomes, Review, ReviewVerdict, Unchecked, VERSION, WHOLE, blank, review, review_document,
};
