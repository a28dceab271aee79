//! The layer law: who may know whom, read off the `use crate::` lines and the words of each module.

// A test stops at the first surprise.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

/// Every module and the modules of ours it may import. Data flows one way; leaves import nothing.
const LAW: [(&str, &[&str]); 24] = [
    ("anchor", &[]),
    ("fold", &[]),
    ("forms", &[]),
    ("bytes", &[]),
    ("document", &["bytes"]),
    ("input", &[]),
    ("localize", &[]),
    ("reconcile", &[]),
    ("number", &["fold"]),
    ("readers", &["document", "input"]),
    ("prose", &["anchor", "document", "fold", "forms", "number"]),
    ("recognize", &["anchor", "document", "fold", "forms", "number", "prose"]),
    ("dossier", &["bytes", "fold", "forms", "number", "prose", "recognize"]),
    ("rules", &["anchor", "dossier", "forms", "localize", "number", "prose", "recognize", "reconcile"]),
    ("findings", &["anchor", "forms", "localize", "recognize", "rules"]),
    ("review", &["document", "findings", "forms", "input", "readers", "recognize", "rules"]),
    ("together", &["Checked", "dossier", "review", "rules"]),
    ("takeaway", &["document", "input", "readers"]),
    (
        "handout",
        &["Checked", "dossier", "findings", "forms", "number", "recognize", "rules", "takeaway", "together"],
    ),
    ("record", &["Checked", "Review", "VERSION", "rules"]),
    (
        "view",
        &[
            "Checked",
            "Outcomes",
            "Review",
            "Unchecked",
            "VERSION",
            "WHOLE",
            "anchor",
            "document",
            "dossier",
            "findings",
            "forms",
            "number",
            "prose",
            "recognize",
            "rules",
            "input",
            "together",
        ],
    ),
    (
        "wasm",
        &[
            "Options",
            "Review",
            "VERSION",
            "blank",
            "document",
            "dossier",
            "forms",
            "input",
            "readers",
            "review",
            "review_document",
            "takeaway",
            "together",
            "view",
        ],
    ),
    // The binary: what it takes of the library stands behind `gouji::`.
    ("cli", &["usage"]),
    ("lib", &[]),
];

/// `(module, path, text)` of every source file of the library.
fn sources() -> Vec<(String, PathBuf, String)> {
    let mut list = Vec::new();
    collect(Path::new("src"), &mut list);
    assert!(list.len() > 20, "the source folder was not found");
    list
}

fn collect(folder: &Path, list: &mut Vec<(String, PathBuf, String)>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("folder").map(|e| e.expect("entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, list);
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("main.rs") {
            let module =
                path.iter().nth(1).expect("below src").to_string_lossy().trim_end_matches(".rs").to_owned();
            let text = fs::read_to_string(&path).expect("text");
            list.push((module, path, text));
        }
    }
}

/// The code of a file without its unit tests and comments.
fn code(text: &str) -> String {
    let end = text.find("#[cfg(test)]\nmod").unwrap_or(text.len());
    text[..end].lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Names that stand right behind `crate::`, also inside braces.
fn imports(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let inner = rest.strip_prefix('{').map_or(rest, |inner| inner.split('}').next().unwrap_or(inner));
        let heads: Vec<&str> = if rest.starts_with('{') { inner.split(',').collect() } else { vec![rest] };
        for head in heads {
            let name: String = head.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if !name.is_empty() {
                names.push(name);
            }
        }
    }
    names
}

#[test]
fn no_module_knows_more_than_the_law_allows() {
    for (module, path, text) in sources() {
        let allowed = LAW.iter().find(|(name, _)| *name == module).map(|(_, allowed)| *allowed);
        let allowed = allowed.unwrap_or_else(|| panic!("{} has no line in the law", path.display()));
        for name in imports(&code(&text)) {
            let own = name == module || allowed.contains(&name.as_str());
            assert!(own, "{} imports crate::{name}; {module} may import {allowed:?}", path.display());
        }
    }
}

#[test]
fn only_view_and_wasm_speak_to_the_outside() {
    for (module, path, text) in sources() {
        let code = code(&text);
        // The command prints what `view` gives.
        let serialises = code.contains("Serialize") && !matches!(module.as_str(), "view" | "wasm" | "cli");
        assert!(!serialises, "{} derives Serialize; only view does", path.display());
        for word in ["wasm_bindgen", "js_sys", "web_sys"] {
            assert!(module == "wasm" || !code.contains(word), "{} mentions {word}", path.display());
        }
    }
}

#[test]
fn rules_name_no_file_format_and_readers_no_form() {
    for (module, path, text) in sources() {
        let code = code(&text).to_lowercase();
        let words: &[&str] = match module.as_str() {
            "rules" => &["html", "docx", "xlsx", "csv", "pdf"],
            "readers" => &["政府信息公开申请", "行政复议", "自然人", "cellid"],
            _ => &[],
        };
        for word in words {
            assert!(!code.contains(word), "{} mentions {word}", path.display());
        }
    }
}

#[test]
fn arithmetic_is_exact() {
    for (module, path, text) in sources() {
        if matches!(
            module.as_str(),
            "number" | "prose" | "rules" | "localize" | "reconcile" | "dossier" | "recognize" | "findings"
        ) {
            for word in ["f32", "f64"] {
                assert!(!code(&text).contains(word), "{} uses {word}", path.display());
            }
        }
    }
}

#[test]
fn every_module_says_what_it_is() {
    for (_, path, text) in sources() {
        assert!(text.starts_with("//!"), "{} does not open with //!", path.display());
    }
}
