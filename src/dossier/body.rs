//! Names of bodies: which two are the same, and which is only the office of the other.
//!
//! A government reports on its whole area, its office on the office alone: the two are never the same body.

use crate::fold::{fold_script, is_invisible};

/// What a body is in its area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 人民政府: reports on the whole area.
    Government,
    /// Its office (办公室, 办公厅): reports on itself.
    Office,
    /// Any other: a department, a street office.
    Other,
}

/// A body, by what its name says; equal for two spellings of one name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Body {
    /// Its name without what may be left out, folded.
    pub key: String,
    /// What it is.
    pub kind: Kind,
}

const GOVERNMENTS: [&str; 2] = ["人民政府", "政府"];
const OFFICES: [&str; 3] = ["办公室", "办公厅", "办"];
/// Areas, which stand for their government.
const AREAS: [&str; 9] = ["省", "市", "自治区", "区", "县", "自治州", "州", "镇", "乡"];

impl Body {
    /// The body of this name; `None` for an empty one.
    pub fn of(name: &str) -> Option<Self> {
        let key: String =
            name.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c)).map(fold_script).collect();
        let key = key.replace(['(', ')', '（', '）'], "");
        if key.is_empty() {
            return None;
        }
        let body = |key: &str, kind| Some(Self { key: key.to_owned(), kind });
        for office in OFFICES {
            if let Some(area) = key.strip_suffix(office).and_then(without_government) {
                return body(area, Kind::Office);
            }
        }
        if let Some(area) = without_government(&key) {
            return body(area, Kind::Government);
        }
        let is_area = AREAS.iter().any(|area| key.ends_with(area));
        body(&key, if is_area { Kind::Government } else { Kind::Other })
    }
}

/// `甲县人民政府` → `甲县`.
fn without_government(key: &str) -> Option<&str> {
    GOVERNMENTS.iter().find_map(|word| key.strip_suffix(word)).filter(|area| !area.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{Body, Kind};

    fn of(name: &str) -> Body {
        Body::of(name).expect("a name")
    }

    #[test]
    fn spellings_of_one_name_are_one_body() {
        for name in ["甲县人民政府", "甲县政府", "甲 县", "甲縣人民政府"] {
            assert_eq!(of(name), Body { key: "甲县".to_owned(), kind: Kind::Government }, "{name}");
        }
        for name in ["甲县人民政府办公室", "甲县政府办公室", "甲县政府办"] {
            assert_eq!(of(name), Body { key: "甲县".to_owned(), kind: Kind::Office }, "{name}");
        }
        assert_eq!(of("甲县教育局").kind, Kind::Other);
        assert_eq!(of("甲县东城街道办事处").kind, Kind::Other);
    }
}
