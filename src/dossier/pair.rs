//! Which reports are two years of one body, and why the others are in no pair.

use std::collections::BTreeMap;

use super::body::{Home, Kind, homes};
use super::{Body, Digest, LeftOut, Member};

/// The reports of one body on two years, the earlier first.
#[derive(Debug, Clone, Copy)]
pub struct Pair<'a> {
    /// The earlier report.
    pub before: Member<'a>,
    /// The later report.
    pub after: Member<'a>,
    /// Whether they belong together.
    pub fit: Fit,
}

/// Whether two reports are of one body and of years that follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// They are.
    Sound,
    /// A name or a year was not read: the user says that they are.
    Untold,
    /// The names differ: the user says that they are.
    Renamed,
    /// One is the government's, the other its office's.
    Mixed,
    /// Both are on the same year.
    SameYear,
    /// There are years between them.
    Apart,
}

impl Fit {
    /// Whether there is any sense in comparing the figures.
    pub fn comparable(self) -> bool {
        matches!(self, Self::Sound | Self::Untold | Self::Renamed)
    }

    fn of(before: &Digest, after: &Digest) -> Self {
        let body = |digest: &Digest| digest.body.as_deref().and_then(Body::of);
        let bodies = body(before).zip(body(after));
        let mixed = |(one, other): &(Body, Body)| {
            let kinds = [one.kind, other.kind];
            kinds.contains(&Kind::Office) && kinds.contains(&Kind::Government)
        };
        match (&bodies, before.year.zip(after.year)) {
            (Some(bodies), _) if mixed(bodies) => Self::Mixed,
            (_, Some((one, other))) if one == other => Self::SameYear,
            (_, Some((one, other))) if other.checked_sub(1) != Some(one) => Self::Apart,
            (Some((one, other)), _) if !one.may_be(other) => Self::Renamed,
            (Some(_), Some(_)) => Self::Sound,
            _ => Self::Untold,
        }
    }
}

/// Pairs, by index, and what is in none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pairing {
    /// Earlier and later, in the order of the earlier.
    pub pairs: Vec<(usize, usize)>,
    /// Reports in no pair.
    pub unpaired: Vec<LeftOut>,
}

impl<'a> Pair<'a> {
    /// The pair with these indices, the earlier report first if the years say which is.
    pub fn new(digests: &'a [Digest], one: usize, other: usize) -> Option<Self> {
        let member = |at: usize| Some(Member { at, digest: digests.get(at)? });
        let (one, other) = (member(one)?, member(other)?);
        let turned = one.digest.year.zip(other.digest.year).is_some_and(|(one, other)| one > other);
        let (before, after) = if turned { (other, one) } else { (one, other) };
        let fit = Fit::of(before.digest, after.digest);
        (one.at != other.at).then_some(Self { before, after, fit })
    }
}

/// The pairs that the user names.
pub fn chosen(digests: &[Digest], pairs: &[(usize, usize)]) -> Pairing {
    let known = |&&(one, other): &&(usize, usize)| one != other && one.max(other) < digests.len();
    let pairs: Vec<(usize, usize)> = pairs.iter().filter(known).copied().collect();
    let unpaired = outside(digests, &pairs, &|_| "没有列入指定的配对".to_owned());
    Pairing { pairs, unpaired }
}

/// Pairs reports of the same body on years that follow each other.
pub fn pairs(digests: &[Digest]) -> Pairing {
    let keys: Vec<Option<(Body, u16)>> = digests
        .iter()
        .map(|digest| Some((digest.body.as_deref().and_then(Body::of)?, digest.year?)))
        .collect();
    let mut spelled: BTreeMap<Body, Vec<u16>> = BTreeMap::new();
    for (body, year) in keys.iter().flatten() {
        spelled.entry(body.clone()).or_default().push(*year);
    }
    let shelf = Shelf::new(digests, &keys, homes(&spelled));
    let pairs = shelf.pairs();
    let unpaired = outside(digests, &pairs, &|at| shelf.why(at));
    Pairing { pairs, unpaired }
}

/// What is in none of the pairs, with the reason.
fn outside(digests: &[Digest], pairs: &[(usize, usize)], why: &dyn Fn(usize) -> String) -> Vec<LeftOut> {
    let mut paired = vec![false; digests.len()];
    for at in pairs.iter().flat_map(|&(one, other)| [one, other]) {
        if let Some(paired) = paired.get_mut(at) {
            *paired = true;
        }
    }
    let left = paired.iter().enumerate().filter(|(_, paired)| !**paired);
    left.map(|(report, _)| LeftOut { report, why: why(report) }).collect()
}

/// The reports by body and year.
struct Shelf<'a> {
    digests: &'a [Digest],
    keys: &'a [Option<(Body, u16)>],
    homes: BTreeMap<&'a Body, Home<'a>>,
    years: BTreeMap<&'a Body, BTreeMap<u16, Vec<usize>>>,
}

impl<'a> Shelf<'a> {
    fn new(
        digests: &'a [Digest],
        keys: &'a [Option<(Body, u16)>],
        homes: BTreeMap<&'a Body, Home<'a>>,
    ) -> Self {
        let mut shelf = Self { digests, keys, homes, years: BTreeMap::new() };
        for (at, key) in keys.iter().enumerate() {
            let Some((body, year)) = key else { continue };
            let body = shelf.home(body);
            shelf.years.entry(body).or_default().entry(*year).or_default().push(at);
        }
        shelf
    }

    /// The body under whose name the reports of this spelling stand.
    fn home(&self, body: &'a Body) -> &'a Body {
        match self.homes.get(body) {
            Some(Home::Of(full)) => full,
            _ => body,
        }
    }

    fn pairs(&self) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        for years in self.years.values() {
            for (year, reports) in years {
                let next = year.checked_add(1).and_then(|next| years.get(&next));
                let only = |reports: &[usize]| self.only(reports);
                pairs.extend(only(reports).zip(next.and_then(|next| only(next))));
            }
        }
        pairs.sort_unstable();
        pairs
    }

    /// The first of these, if the others are copies of it.
    fn only(&self, reports: &[usize]) -> Option<usize> {
        let (first, rest) = reports.split_first()?;
        rest.iter().all(|at| self.is_copy(*first, *at)).then_some(*first)
    }

    /// Whether both have the same figures: one report in two files.
    fn is_copy(&self, one: usize, other: usize) -> bool {
        let figures = |at: usize| {
            self.digests.get(at).map(|digest| {
                (digest.form.id, digest.cells.iter().map(|cell| cell.value).collect::<Vec<_>>())
            })
        };
        figures(one) == figures(other)
    }

    /// Why a report is in no pair.
    fn why(&self, at: usize) -> String {
        let digest = self.digests.get(at);
        let Some((body, year)) = self.keys.get(at).and_then(Option::as_ref) else {
            return untold(digest).to_owned();
        };
        let own = self.home(body);
        let none = BTreeMap::new();
        let years = self.years.get(own).unwrap_or(&none);
        let same: &[usize] = years.get(year).map_or(&[], Vec::as_slice);
        match (self.only(same), same.first()) {
            (Some(first), _) if first != at => {
                return format!("与“{}”数字相同，是同一份报告，没有重复比较", self.file(first));
            }
            (None, Some(_)) => return self.several(*year, same),
            _ => {}
        }
        let beside = [year.checked_sub(1), year.checked_add(1)];
        let crowd = beside.into_iter().flatten().filter_map(|year| Some((year, years.get(&year)?)));
        if let Some((year, reports)) = crowd.into_iter().next() {
            return self.several(year, reports);
        }
        self.unsure(body).or_else(|| self.scope(own, *year)).unwrap_or_else(|| alone(*year, years))
    }

    fn file(&self, at: usize) -> String {
        let name = self.digests.get(at).and_then(|digest| digest.name.clone());
        name.unwrap_or_else(|| format!("第 {} 份", at + 1))
    }

    fn several(&self, year: u16, reports: &[usize]) -> String {
        /// Files told one by one.
        const NAMED: usize = 4;
        let names: Vec<String> = reports.iter().take(NAMED).map(|&at| self.file(at)).collect();
        let more = if reports.len() > NAMED { "等" } else { "" };
        let count = reports.len();
        format!(
            "这个机关 {year} 年度有 {count} 份数字不同的报告（{}{more}），不知道以哪一份为准：请只留一份，或者自己指定配对",
            names.join("、")
        )
    }

    /// What keeps a short name from being taken for a fuller one.
    fn unsure(&self, body: &Body) -> Option<String> {
        match self.homes.get(body)? {
            Home::Of(_) => None,
            Home::Either(one, other) => {
                Some(format!("名称“{}”可能是“{}”，也可能是“{}”", body.key, one.key, other.key))
            }
            Home::Beside(full) => {
                Some(format!("没有同一机关相邻年度的报告；“{}”同一年度另有报告，没有当作同一机关", full.key))
            }
        }
    }

    /// Only the office of this government, or the government of this office, reports on the years beside.
    fn scope(&self, body: &Body, year: u16) -> Option<String> {
        let (kind, what) = match body.kind {
            Kind::Government => (Kind::Office, "办公室"),
            Kind::Office => (Kind::Government, "政府"),
            Kind::Other => return None,
        };
        let years = self.years.get(&Body { key: body.key.clone(), kind })?;
        let beside = [year.checked_sub(1)?, year.checked_add(1)?];
        beside
            .iter()
            .any(|year| years.contains_key(year))
            .then(|| format!("相邻年度只有{what}的报告：政府的报告写全地区，办公室的只写自己，不能相比"))
    }
}

fn untold(digest: Option<&Digest>) -> &'static str {
    match digest.map(|digest| (&digest.body, digest.year)) {
        Some((Some(_), None)) => "没有读到年份",
        Some((None, Some(_))) => "没有读到机关名称",
        _ => "没有读到机关名称和年份",
    }
}

fn alone(year: u16, years: &BTreeMap<u16, Vec<usize>>) -> String {
    let others: Vec<String> = years.keys().filter(|other| **other != year).map(u16::to_string).collect();
    if others.is_empty() {
        return "没有同一机关相邻年度的报告".to_owned();
    }
    format!("没有同一机关相邻年度的报告，只有 {} 年度的", others.join("、"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Decimal;

    fn report(name: &str, year: u16, figure: i64) -> Digest {
        let mut digest = Digest { body: Some(name.to_owned()), year: Some(year), ..Digest::default() };
        digest.name = Some(format!("{name}{year}-{figure}"));
        digest.cells[0].value = Some(Decimal::integer(figure));
        digest
    }

    fn why(pairing: &Pairing, at: usize) -> &str {
        let left = pairing.unpaired.iter().find(|left| left.report == at);
        left.map_or("", |left| left.why.as_str())
    }

    #[test]
    fn years_of_one_body_make_a_chain() {
        let list = [report("甲县", 2023, 0), report("甲县人民政府", 2021, 0), report("甲縣政府", 2022, 0)];
        let pairing = pairs(&list);
        assert_eq!(pairing.pairs, [(1, 2), (2, 0)]);
        assert!(pairing.unpaired.is_empty());
    }

    #[test]
    fn a_report_in_two_files_is_compared_once_and_two_versions_not_at_all() {
        let copies = [report("甲县", 2022, 5), report("甲县", 2022, 5), report("甲县", 2023, 0)];
        let pairing = pairs(&copies);
        assert_eq!(pairing.pairs, [(0, 2)]);
        assert!(why(&pairing, 1).contains("数字相同"), "{}", why(&pairing, 1));
        let versions = [report("甲县", 2022, 5), report("甲县", 2022, 6), report("甲县", 2023, 0)];
        let pairing = pairs(&versions);
        assert!(pairing.pairs.is_empty());
        for at in 0..3 {
            assert!(why(&pairing, at).contains("2022 年度有 2 份数字不同的报告"), "{}", why(&pairing, at));
        }
    }

    #[test]
    fn what_is_in_no_pair_has_its_reason() {
        let mut nameless = report("甲县", 2022, 0);
        nameless.body = None;
        let mut timeless = report("甲县", 2022, 0);
        timeless.year = None;
        let list = [
            nameless,
            timeless,
            report("乙县", 2021, 0),
            report("乙县", 2023, 0),
            report("丙县人民政府", 2021, 0),
            report("丙县人民政府办公室", 2022, 0),
            report("西湖区", 2022, 0),
            report("杭州市西湖区", 2023, 0),
            report("南昌市西湖区", 2023, 0),
            Digest::default(),
        ];
        let pairing = pairs(&list);
        assert!(pairing.pairs.is_empty());
        let expected = [
            "没有读到机关名称",
            "没有读到年份",
            "只有 2023 年度的",
            "只有 2021 年度的",
            "相邻年度只有办公室的报告",
            "相邻年度只有政府的报告",
            "可能是“杭州市西湖区”，也可能是“南昌市西湖区”",
            "没有同一机关相邻年度的报告",
            "没有同一机关相邻年度的报告",
            "没有读到机关名称和年份",
        ];
        for (at, words) in expected.iter().enumerate() {
            assert!(why(&pairing, at).contains(words), "{at}: {}", why(&pairing, at));
        }
    }

    #[test]
    fn the_user_may_choose_but_never_mix_government_and_office() {
        let fit = |one: &Digest, other: &Digest| {
            Pair::new(&[one.clone(), other.clone()], 0, 1).map(|pair| pair.fit)
        };
        let before = report("甲县人民政府", 2022, 0);
        assert_eq!(fit(&before, &report("甲县", 2023, 0)), Some(Fit::Sound));
        assert_eq!(fit(&before, &report("乙省甲县", 2023, 0)), Some(Fit::Sound));
        assert_eq!(fit(&before, &report("甲区", 2023, 0)), Some(Fit::Renamed));
        assert_eq!(fit(&before, &report("甲县政府办", 2023, 0)), Some(Fit::Mixed));
        assert_eq!(fit(&before, &report("甲县", 2022, 0)), Some(Fit::SameYear));
        assert_eq!(fit(&before, &report("甲县", 2024, 0)), Some(Fit::Apart));
        assert_eq!(fit(&before, &Digest::default()), Some(Fit::Untold));
        let list = [before, report("乙县", 2023, 0), report("丙县", 2023, 0)];
        let pairing = chosen(&list, &[(0, 1), (2, 2), (0, 9)]);
        assert_eq!(pairing.pairs, [(0, 1)]);
        assert_eq!(pairing.unpaired.iter().map(|left| left.report).collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn thousands_of_reports_are_paired_at_once() {
        let list: Vec<Digest> =
            (0..3000_u16).map(|at| report(&format!("第{}县", at / 2), 2022 + at % 2, 0)).collect();
        assert_eq!(pairs(&list).pairs.len(), 1500);
    }
}
