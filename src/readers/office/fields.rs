//! Fields of Word: an instruction that is not shown, then its result, fields in either.
//!
//! Takes the marks as they come, says whether text between them is an instruction. Knows no file format.

/// The open fields.
#[derive(Debug, Default)]
pub struct Fields {
    /// Each with whether its result has begun, innermost last.
    open: Vec<bool>,
    /// How many of them are still instructions.
    instructions: usize,
}

impl Fields {
    /// An instruction begins.
    pub fn begin(&mut self) {
        self.open.push(false);
        self.instructions += 1;
    }

    /// The result of the innermost field begins.
    pub fn separate(&mut self) {
        if let Some(result) = self.open.last_mut().filter(|result| !**result) {
            *result = true;
            self.instructions -= 1;
        }
    }

    /// The innermost field ends.
    pub fn end(&mut self) {
        if self.open.pop() == Some(false) {
            self.instructions -= 1;
        }
    }

    /// A paragraph ends: an instruction that never came to a result must not swallow the rest of the document.
    pub fn end_paragraph(&mut self) {
        while self.open.last() == Some(&false) {
            self.end();
        }
    }

    /// Whether text at this place is part of an instruction.
    pub fn in_instruction(&self) -> bool {
        self.instructions > 0
    }
}
