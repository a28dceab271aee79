//! Every dependency has its reason in CONTRIBUTING, and every reason its dependency.

// A test stops at the first surprise.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;

fn text(path: &str) -> String {
    fs::read_to_string(path).expect(path)
}

/// Names in the tables of dependencies of a manifest: one a line.
fn crates(manifest: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut inside = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.ends_with("dependencies]");
        } else if inside && let Some((name, _)) = line.split_once('=') {
            names.insert(name.trim().to_owned());
        }
    }
    names
}

fn packages(manifest: &str) -> BTreeSet<String> {
    let manifest: serde_json::Value = serde_json::from_str(manifest).expect("JSON");
    let lists = ["dependencies", "devDependencies", "optionalDependencies"];
    let of = |list: &str| manifest.get(list).and_then(|list| list.as_object().cloned()).unwrap_or_default();
    lists.iter().flat_map(|list| of(list).into_iter().map(|(name, _)| name)).collect()
}

/// Names in the first cells of the tables under “Dependencies, and why”, without what stands in brackets.
fn explained(contributing: &str) -> BTreeSet<String> {
    let section =
        contributing.split("\n## ").find(|part| part.starts_with("Dependencies")).expect("the section");
    let mut names = BTreeSet::new();
    for line in section.lines().filter(|line| line.starts_with("| ") && !line.ends_with("| why |")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [dependencies, why] = cells[..] else { panic!("two cells: {line}") };
        assert!(why.len() > 10, "{dependencies} has no reason");
        let dependencies = dependencies.split('(').next().unwrap_or_default();
        names.extend(dependencies.split(',').map(|name| name.trim().to_owned()));
    }
    names
}

#[test]
fn every_dependency_has_its_reason() {
    let mut used = crates(&text("Cargo.toml"));
    assert!(used.len() > 10, "the manifest was read");
    used.append(&mut packages(&text("www/package.json")));
    assert_eq!(used, explained(&text("CONTRIBUTING.md")));
}
