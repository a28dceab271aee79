//! Names of bodies: which two are the same, and which is only the office of the other.
//!
//! A government reports on its whole area, its office on the office alone: the two are never the same body.

use std::collections::{BTreeMap, BTreeSet};

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
/// What governs a zone (开发区, 新区): the department of that name has no zone before it.
const COMMITTEES: [&str; 2] = ["管理委员会", "管委会"];
const OFFICES: [&str; 3] = ["办公室", "办公厅", "办"];
/// What an office may add to its name.
const OWN_LEVEL: &str = "本级";
/// Areas, which stand for their government.
const AREAS: [&str; 9] = ["省", "市", "自治区", "区", "县", "自治州", "州", "镇", "乡"];
/// Ends of the areas that may stand before a name, or be left out.
const UPPER: [char; 7] = ['省', '市', '区', '县', '州', '旗', '盟'];
const STREET: &str = "街道";
const STREET_OFFICES: [&str; 2] = ["办事处", "办"];

impl Body {
    /// The body of this name; `None` for an empty one.
    pub fn of(name: &str) -> Option<Self> {
        let meant = |c: &char| !c.is_whitespace() && !is_invisible(*c);
        let key: String = name.chars().filter(meant).map(fold_script).collect();
        let key = key.replace(['(', ')', '（', '）', '“', '”', '"', '·', '•'], "");
        if key.is_empty() {
            return None;
        }
        let body = |key: &str, kind| Some(Self { key: key.to_owned(), kind });
        let unmarked = key.strip_suffix(OWN_LEVEL).unwrap_or(&key);
        for office in OFFICES {
            if let Some(area) = unmarked.strip_suffix(office).and_then(without_government) {
                return body(area, Kind::Office);
            }
        }
        if let Some(area) = without_government(&key) {
            return body(area, Kind::Government);
        }
        if let Some(street) = without_street_office(&key) {
            return body(street, Kind::Other);
        }
        let is_area = AREAS.iter().any(|area| key.ends_with(area));
        body(&key, if is_area { Kind::Government } else { Kind::Other })
    }

    /// Whether both names may be of one body: equal, or one with the areas above it in front.
    pub fn may_be(&self, other: &Self) -> bool {
        self == other || self.is_in(other) || other.is_in(self)
    }

    /// Whether the other's name is this one with areas in front.
    fn is_in(&self, other: &Self) -> bool {
        self.kind == other.kind && other.shorter().any(|key| key == self.key)
    }

    /// The name without the areas in front, one after the other: `甲省乙市丙县` → `乙市丙县`, `丙县`.
    fn shorter(&self) -> impl Iterator<Item = &str> {
        /// Fewer characters name nothing.
        const LEAST: usize = 2;
        let cuts = self.key.char_indices().skip(LEAST - 1).filter(|(_, c)| UPPER.contains(c));
        cuts.filter_map(|(at, c)| self.key.get(at + c.len_utf8()..))
            .filter(|rest| rest.chars().nth(LEAST - 1).is_some())
    }
}

/// `甲县人民政府` → `甲县`, `甲开发区管委会` → `甲开发区`.
fn without_government(key: &str) -> Option<&str> {
    let zone =
        || COMMITTEES.iter().find_map(|word| key.strip_suffix(word)).filter(|zone| zone.ends_with('区'));
    GOVERNMENTS.iter().find_map(|word| key.strip_suffix(word)).or_else(zone).filter(|area| !area.is_empty())
}

/// `甲街道办事处` → `甲街道`.
fn without_street_office(key: &str) -> Option<&str> {
    STREET_OFFICES.iter().find_map(|word| key.strip_suffix(word)).filter(|street| street.ends_with(STREET))
}

/// Whose reports those under one spelling are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Home<'a> {
    /// Those of the body spelled like this, the fullest spelling in the list.
    Of(&'a Body),
    /// Its name is the end of two others, and both cannot be meant.
    Either(&'a Body, &'a Body),
    /// It would be this one, but both report on the same year.
    Beside(&'a Body),
}

/// For every spelling in a list, with the years it reports on, whose it is.
pub fn homes(spelled: &BTreeMap<Body, Vec<u16>>) -> BTreeMap<&Body, Home<'_>> {
    let mut fuller: BTreeMap<&Body, Vec<&Body>> = BTreeMap::new();
    for body in spelled.keys() {
        for key in body.shorter() {
            let short = Body { key: key.to_owned(), kind: body.kind };
            if let Some((short, _)) = spelled.get_key_value(&short) {
                fuller.entry(short).or_default().push(body);
            }
        }
    }
    let mut homes: BTreeMap<&Body, Home> =
        spelled.keys().map(|body| (body, home(body, fuller.get(body).map_or(&[], Vec::as_slice)))).collect();
    let crowded = crowded(spelled, &homes);
    for (body, home) in &mut homes {
        if let Home::Of(full) = *home
            && full != *body
            && crowded.contains(full)
        {
            *home = Home::Beside(full);
        }
    }
    homes
}

fn home<'a>(body: &'a Body, fuller: &[&'a Body]) -> Home<'a> {
    let Some(fullest) = fuller.iter().copied().max_by_key(|other| other.key.len()) else {
        return Home::Of(body);
    };
    match fuller.iter().copied().find(|other| *other != fullest && !other.is_in(fullest)) {
        Some(stranger) => Home::Either(fullest, stranger),
        None => Home::Of(fullest),
    }
}

/// Bodies with reports on one year under two spellings.
fn crowded<'a>(
    spelled: &BTreeMap<Body, Vec<u16>>,
    homes: &BTreeMap<&'a Body, Home<'a>>,
) -> BTreeSet<&'a Body> {
    let mut taken: BTreeMap<(&Body, u16), &Body> = BTreeMap::new();
    let mut crowded = BTreeSet::new();
    for (body, home) in homes {
        let Home::Of(full) = home else { continue };
        for &year in spelled.get(*body).map_or(&[] as &[u16], Vec::as_slice) {
            if *taken.entry((full, year)).or_insert(body) != *body {
                crowded.insert(*full);
            }
        }
    }
    crowded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> Body {
        Body::of(name).expect("a name")
    }

    fn list(names: &[(&str, u16)]) -> BTreeMap<Body, Vec<u16>> {
        let mut spelled: BTreeMap<Body, Vec<u16>> = BTreeMap::new();
        for (name, year) in names {
            spelled.entry(of(name)).or_default().push(*year);
        }
        spelled
    }

    #[test]
    fn spellings_of_one_name_are_one_body() {
        for name in ["甲县人民政府", "甲县政府", "甲 县", "甲縣人民政府", "甲县"] {
            assert_eq!(of(name), Body { key: "甲县".to_owned(), kind: Kind::Government }, "{name}");
        }
        for name in ["甲县人民政府办公室", "甲县政府办公室", "甲县政府办", "甲县人民政府办公室（本级）"]
        {
            assert_eq!(of(name), Body { key: "甲县".to_owned(), kind: Kind::Office }, "{name}");
        }
        assert_eq!(of("甲县教育局").kind, Kind::Other);
        assert_eq!(of("甲县东城街道办事处"), of("甲县东城街道"));
        assert_eq!(of("甲经济开发区管委会"), of("甲经济开发区管理委员会"));
        assert_eq!(of("甲市国有资产监督管理委员会").kind, Kind::Other);
    }

    #[test]
    fn areas_in_front_may_be_left_out() {
        assert!(of("西湖区人民政府").may_be(&of("浙江省杭州市西湖区")));
        assert!(of("甲省乙市丙县教育局").may_be(&of("丙县教育局")));
        assert!(!of("西湖区").may_be(&of("杭州市西湖区人民政府办公室")), "government and office");
        assert!(!of("山区").may_be(&of("金山区")), "no area ends there");
        assert!(!of("乙县").may_be(&of("甲县")));
    }

    #[test]
    fn a_short_name_is_at_home_where_only_one_body_can_be_meant() {
        let home_of = |names: &[(&str, u16)], name: &str| match homes(&list(names)).get(&of(name)) {
            Some(Home::Of(body)) => body.key.clone(),
            Some(Home::Either(one, other)) => format!("{}或{}", one.key, other.key),
            Some(Home::Beside(body)) => format!("不是{}", body.key),
            None => String::new(),
        };
        let two = [("西湖区", 2022), ("杭州市西湖区", 2023)];
        assert_eq!(home_of(&two, "西湖区"), "杭州市西湖区");
        let chain = [("西湖区", 2022), ("杭州市西湖区", 2023), ("浙江省杭州市西湖区", 2024)];
        assert_eq!(home_of(&chain, "西湖区"), "浙江省杭州市西湖区");
        assert_eq!(home_of(&chain, "杭州市西湖区"), "浙江省杭州市西湖区");
        let namesakes = [("西湖区", 2022), ("杭州市西湖区", 2023), ("南昌市西湖区", 2023)];
        assert_eq!(home_of(&namesakes, "西湖区"), "杭州市西湖区或南昌市西湖区");
        let same_year = [("西湖区", 2023), ("杭州市西湖区", 2023)];
        assert_eq!(home_of(&same_year, "西湖区"), "不是杭州市西湖区");
    }
}
