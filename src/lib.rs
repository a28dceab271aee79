//! gouji (勾稽): checks the tables of China's annual reports on government information disclosure.

pub mod anchor;
pub mod document;
pub mod fold;
pub mod forms;
pub mod input;
pub mod localize;
pub mod number;
pub mod readers;
pub mod recognize;
pub mod rules;
