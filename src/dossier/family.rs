//! Which report is the area's, and which are of bodies in it.
//!
//! Takes digests and what the user says of them; knows names, years and forms, compares no figure but to see whether
//! two reports are one and the same.

use super::body::Kind;
use super::{Body, Digest, LeftOut, Member};
use crate::forms::{Form, form_for};
use crate::recognize::Presence;

/// Whose report is the parent's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Area {
    /// The one found by its name, if any.
    #[default]
    ByName,
    /// This one, by index.
    Report(usize),
    /// Nobody's: the others are only added up.
    Nobody,
}

/// What the user says of a family.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wish {
    /// The parent.
    pub parent: Area,
    /// The children, by index; `None`: all that fit.
    pub children: Option<Vec<usize>>,
    /// Whether these are all the children there are.
    pub complete: bool,
}

/// The report of an area and those of the bodies in it.
#[derive(Debug, Clone)]
pub struct Family<'a> {
    /// The form the figures are added up in.
    pub form: &'static Form,
    /// The year they are about.
    pub year: Option<u16>,
    /// The area's.
    pub parent: Option<Member<'a>>,
    /// Those of bodies in it.
    pub children: Vec<Member<'a>>,
    /// Reports on the year before, of whatever body.
    pub before: Vec<Member<'a>>,
    /// Whether the user says that no child is missing.
    pub complete: bool,
    /// Why the children cannot be all of them, whatever the user says; or why there is no parent.
    pub gaps: Vec<String>,
    /// Reports of the list that could not be read.
    pub unread: usize,
    /// Reports of one body on one year.
    pub twice: Vec<Twice>,
    /// What is in the list, but not in the family.
    pub left_out: Vec<LeftOut>,
}

/// Two reports of one body on one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Twice {
    /// The one that is used, by index.
    pub kept: usize,
    /// The one that is not.
    pub other: usize,
    /// Whether their figures are the same.
    pub same: bool,
}

impl Family<'_> {
    /// Whether the children are all there are, and can be read.
    pub fn is_whole(&self) -> bool {
        self.complete && self.gaps.is_empty()
    }
}

/// Finds the family in a list of reports.
pub fn family<'a>(digests: &'a [Digest], wish: &Wish) -> Family<'a> {
    let listed = |at: usize| wish.children.as_ref().is_none_or(|list| list.contains(&at));
    let asked = match wish.parent {
        Area::Report(at) => Some(at),
        Area::ByName | Area::Nobody => None,
    };
    let year = asked
        .and_then(|at| digests.get(at))
        .and_then(|digest| digest.year)
        .or_else(|| year_of(digests, &listed));
    let mut sorting = Sorting { digests, year, left_out: Vec::new(), gaps: Vec::new(), twice: Vec::new() };
    let of_year = sorting.of_year(asked, &listed);
    let parent = match wish.parent {
        Area::Report(at) if digests.get(at).is_some_and(is_read) => Some(at),
        Area::Report(_) => sorting.no_parent("指定的本级报告无法读取"),
        Area::Nobody => sorting.no_parent("没有本级的报告，只汇总"),
        Area::ByName => sorting.find_parent(digests, wish),
    };
    let children = sorting.children(parent, of_year, wish.children.is_some());
    let member = |at: usize| Some(Member { at, digest: digests.get(at)? });
    let parent = parent.and_then(member);
    let children: Vec<Member> = children.into_iter().filter_map(member).collect();
    let before = (0..digests.len())
        .filter_map(member)
        .filter(|member| year.is_some() && member.digest.year.map(|before| before + 1) == year);
    let mut left_out = sorting.left_out;
    left_out.sort_by_key(|left| left.report);
    Family {
        form: form_of(year, parent, &children),
        year,
        parent,
        before: before.collect(),
        complete: wish.complete,
        gaps: sorting.gaps,
        unread: digests.iter().filter(|digest| !is_read(digest)).count(),
        twice: sorting.twice,
        left_out,
        children,
    }
}

/// Whether anything of a report was read.
fn is_read(digest: &Digest) -> bool {
    digest.presence.iter().any(|presence| matches!(presence, Presence::Partial | Presence::Complete))
}

/// The latest year that half as many reports are about as about the commonest: a list may hold last year's too.
fn year_of(digests: &[Digest], listed: &dyn Fn(usize) -> bool) -> Option<u16> {
    let years = || digests.iter().enumerate().filter(|(at, _)| listed(*at)).filter_map(|(_, d)| d.year);
    let count = |year: u16| years().filter(|other| *other == year).count();
    let mut distinct: Vec<u16> = years().collect();
    distinct.sort_unstable();
    distinct.dedup();
    let most = distinct.iter().map(|&year| count(year)).max()?;
    distinct.into_iter().rev().find(|&year| count(year) * 2 >= most)
}

/// The form of the year if anybody used it, else the parent's, else the first child's.
fn form_of(year: Option<u16>, parent: Option<Member>, children: &[Member]) -> &'static Form {
    let forms = || parent.iter().chain(children).map(|member| member.digest.form);
    let of_year = year.and_then(form_for).filter(|form| forms().any(|other| other.id == form.id));
    of_year.or_else(|| forms().next()).unwrap_or(&crate::forms::FORMS[0])
}

/// Reports on their way into the family.
struct Sorting<'a> {
    digests: &'a [Digest],
    year: Option<u16>,
    left_out: Vec<LeftOut>,
    gaps: Vec<String>,
    twice: Vec<Twice>,
}

impl Sorting<'_> {
    fn leave(&mut self, report: usize, why: impl Into<String>) {
        self.left_out.push(LeftOut { report, why: why.into() });
    }

    fn no_parent(&mut self, why: &str) -> Option<usize> {
        self.gaps.push(why.to_owned());
        None
    }

    fn title(&self, at: usize) -> &str {
        self.digests.get(at).map_or("", Digest::title)
    }

    fn body(&self, at: usize) -> Option<Body> {
        self.digests.get(at)?.body.as_deref().and_then(Body::of)
    }

    /// The readable reports on the year, the parent apart.
    fn of_year(&mut self, parent: Option<usize>, listed: &dyn Fn(usize) -> bool) -> Vec<usize> {
        let mut kept = Vec::new();
        for (at, digest) in self.digests.iter().enumerate().filter(|(at, _)| Some(*at) != parent) {
            if !is_read(digest) {
                self.leave(at, "无法读取");
                if listed(at) {
                    self.gaps.push(format!("{}无法读取", digest.title()));
                }
            } else if digest.year == self.year {
                kept.push(at);
            } else {
                self.leave(at, self.why_not_of_year(digest));
                if digest.year.is_none() && listed(at) {
                    self.gaps.push(format!("{}没有读到年份", digest.title()));
                }
            }
        }
        kept.retain(|at| {
            let wanted = listed(*at);
            if !wanted {
                self.left_out.push(LeftOut { report: *at, why: "没有选作下级".to_owned() });
            }
            wanted
        });
        kept
    }

    fn why_not_of_year(&self, digest: &Digest) -> String {
        let wanted = self.year.map_or_else(|| "不明年度".to_owned(), |year| format!("{year} 年度"));
        match digest.year {
            Some(year) => format!("{year} 年度的报告，本组是{wanted}"),
            None => format!("没有读到年份，本组是{wanted}"),
        }
    }

    /// The government whose area the others belong to.
    fn find_parent(&mut self, digests: &[Digest], wish: &Wish) -> Option<usize> {
        let bodies: Vec<(usize, Body)> = (0..digests.len())
            .filter(|at| digests.get(*at).is_some_and(|d| is_read(d) && d.year == self.year))
            .filter_map(|at| Some((at, self.body(at)?)))
            .collect();
        let chosen = |at: &usize| wish.children.as_ref().is_some_and(|list| list.contains(at));
        let governments: Vec<&(usize, Body)> =
            bodies.iter().filter(|(at, body)| body.kind == Kind::Government && !chosen(at)).collect();
        match area_of_all(&governments, &bodies) {
            Ok(parent) => Some(parent),
            Err(why) => self.no_parent(why),
        }
    }

    /// Those of other bodies than the parent's, each body once; not those that a lower government's report covers.
    fn children(&mut self, parent: Option<usize>, of_year: Vec<usize>, chosen: bool) -> Vec<usize> {
        let own = parent.and_then(|at| self.body(at));
        let mut kept: Vec<(usize, Option<Body>)> = Vec::new();
        for at in of_year.into_iter().filter(|at| Some(*at) != parent) {
            let body = self.body(at);
            let earlier = kept.iter().find(|(_, other)| body.is_some() && *other == body).map(|(at, _)| *at);
            let is_parents = own.as_ref().zip(body.as_ref()).is_some_and(|(own, body)| body.may_be(own));
            let first = if is_parents { parent } else { earlier };
            match first {
                Some(first) => self.second(first, at),
                None => kept.push((at, body)),
            }
        }
        let governments: Vec<(usize, String)> = kept
            .iter()
            .filter_map(|(at, body)| Some((*at, body.as_ref()?)))
            .filter(|(_, body)| body.kind == Kind::Government)
            .map(|(at, body)| (at, body.key.clone()))
            .collect();
        kept.retain(|(at, body)| {
            let within = |(other, key): &&(usize, String)| {
                other != at && body.as_ref().is_some_and(|body| body.key.starts_with(key.as_str()))
            };
            let over = governments.iter().find(within).filter(|_| !chosen);
            if let Some((over, _)) = over {
                let why = format!("已含在{}的报告里", self.title(*over));
                self.left_out.push(LeftOut { report: *at, why });
            }
            over.is_none()
        });
        kept.into_iter().map(|(at, _)| at).collect()
    }

    fn second(&mut self, kept: usize, other: usize) {
        let figures = |at: usize| self.digests.get(at).map(|digest| (digest.form.id, &digest.cells));
        let same = figures(kept) == figures(other);
        self.twice.push(Twice { kept, other, same });
        let differs = if same { "数字相同" } else { "数字不同" };
        let why = format!("与第 {} 份是同一机关同一年度的报告，{differs}，只用前一份", kept + 1);
        self.leave(other, why);
    }
}

// ---- areas -------------------------------------------------------------------------------------------------------

/// Endings of areas, the larger area first.
const LEVELS: [&[&str]; 4] =
    [&["省", "自治区"], &["市", "州", "盟", "地区"], &["县", "区", "旗"], &["镇", "乡"]];
/// Words that end like an area and are none.
const NOT_AREAS: [&str; 6] = ["城市", "都市", "社区", "园区", "开发区", "地区"];

/// Zones: they have a name like a district's and stand below a county.
const ZONES: [&str; 4] = ["开发区", "新区", "园区", "示范区"];

/// How large the area of a government is; the smaller the number, the larger.
fn level(key: &str) -> usize {
    if ZONES.iter().any(|zone| key.ends_with(zone)) {
        return LEVELS.len() - 1;
    }
    LEVELS.iter().position(|ends| ends.iter().any(|end| key.ends_with(end))).unwrap_or(LEVELS.len())
}

/// The index of the one government whose area holds all others; or why it is not known.
fn area_of_all(governments: &[&(usize, Body)], bodies: &[(usize, Body)]) -> Result<usize, &'static str> {
    let top = governments.iter().map(|(_, body)| level(&body.key)).min().ok_or("列表中没有本级政府的报告")?;
    let mut tops: Vec<&(usize, Body)> = Vec::new();
    for &government in governments {
        if level(&government.1.key) == top && !tops.iter().any(|other| other.1.may_be(&government.1)) {
            tops.push(government);
        }
    }
    let below = |area: &Body| bodies.iter().filter(|(_, body)| is_below(area, body)).count();
    match tops.as_slice() {
        [(at, body)] if below(body) > 0 || is_likely(body, bodies) => Ok(*at),
        [_] => Err("列表中的政府看来不是其他机关的本级"),
        tops => {
            let most = tops.iter().map(|(_, body)| below(body)).max().unwrap_or(0);
            let mut best = tops.iter().filter(|(_, body)| most > 0 && below(body) == most);
            match (best.next(), best.next()) {
                (Some((at, _)), None) => Ok(*at),
                _ => Err("列表中有几个同级政府，不知道哪一个是本级"),
            }
        }
    }
}

/// By its name a body of this area, the government itself apart.
fn is_below(area: &Body, body: &Body) -> bool {
    // The areas above may be left out: `乙县教育局` is below `甲市乙县`.
    let shorter = |name: &str| area.key.ends_with(name) && body.key != name;
    body != area && (body.key.starts_with(&area.key) || area_in(&body.key).is_some_and(shorter))
}

/// Whether no name speaks against it: the area is larger than a township, and no two of the others share another area.
fn is_likely(area: &Body, bodies: &[(usize, Body)]) -> bool {
    let others: Vec<&str> = bodies.iter().filter_map(|(_, body)| area_in(&body.key)).collect();
    let key = area.key.as_str();
    let foreign = |name: &&&str| !key.starts_with(**name) && !key.ends_with(**name) && !name.starts_with(key);
    let shared = others.iter().filter(foreign).any(|name| others.iter().filter(|o| *o == name).count() > 1);
    level(&area.key) < LEVELS.len() - 1 && bodies.len() > 1 && !shared
}

/// The area a name begins with: `甲市教育局` → `甲市`.
fn area_in(key: &str) -> Option<&str> {
    let ends = LEVELS.iter().take(LEVELS.len() - 1).flat_map(|ends| ends.iter());
    let end = ends.filter_map(|end| Some(key.find(end).filter(|at| *at > 0)? + end.len())).min()?;
    key.get(..end).filter(|area| !NOT_AREAS.iter().any(|word| area.ends_with(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest(body: &str, year: u16) -> Digest {
        let presence = [Presence::Complete; 3];
        Digest { body: Some(body.to_owned()), year: Some(year), presence, ..Digest::default() }
    }

    /// Parent, children and left out of these bodies, by name.
    fn of(names: &[&str]) -> (Option<String>, Vec<String>, Vec<String>) {
        let digests: Vec<Digest> = names.iter().map(|name| digest(name, 2023)).collect();
        let family = family(&digests, &Wish::default());
        let name = |member: &Member| member.digest.title().to_owned();
        let left = family.left_out.iter().map(|left| digests[left.report].title().to_owned());
        (family.parent.as_ref().map(name), family.children.iter().map(name).collect(), left.collect())
    }

    #[test]
    fn the_government_of_the_area_is_the_parent() {
        let parent = |names: &[&str]| of(names).0;
        let county = Some("甲县人民政府".to_owned());
        assert_eq!(parent(&["甲县教育局", "甲县人民政府", "甲县乙镇人民政府"]), county);
        assert_eq!(parent(&["东城街道办事处", "乙镇人民政府", "丙镇人民政府", "甲县人民政府"]), county);
        assert_eq!(parent(&["甲县人民政府", "甲县人民政府办公室"]), county);
        assert_eq!(parent(&["甲县教育局", "甲县财政局"]), None);
        assert_eq!(parent(&["乙镇人民政府", "教育局"]), None);
        assert_eq!(parent(&["甲县人民政府", "乙县人民政府", "教育局"]), None);
        assert_eq!(parent(&["乙县人民政府", "甲市教育局", "甲市财政局"]), None);
        assert_eq!(parent(&["甲县人民政府", "城市管理局", "城市建设局"]), county);
        assert_eq!(parent(&["甲县人民政府", "经济开发区管委会", "教育局"]), county);
        assert_eq!(
            parent(&["甲市乙县人民政府", "乙县教育局", "乙县财政局"]),
            Some("甲市乙县人民政府".to_owned())
        );
        assert_eq!(
            parent(&["甲市人民政府", "甲市乙市人民政府", "甲市教育局"]),
            Some("甲市人民政府".to_owned())
        );
    }

    #[test]
    fn what_a_lower_government_covers_is_not_counted_again() {
        let (_, children, left) =
            of(&["甲县人民政府", "甲县人民政府办公室", "乙镇人民政府", "乙镇人民政府办公室"]);
        assert_eq!(children, ["甲县人民政府办公室", "乙镇人民政府"]);
        assert_eq!(left, ["乙镇人民政府办公室"]);
    }

    #[test]
    fn a_body_counts_once() {
        let (parent, children, left) =
            of(&["甲县人民政府", "甲县教育局", "甲县教育局", "甲县政府", "甲县财政局"]);
        assert_eq!(parent.as_deref(), Some("甲县人民政府"));
        assert_eq!(children, ["甲县教育局", "甲县财政局"]);
        assert_eq!(left, ["甲县教育局", "甲县政府"]);
        let (_, children, _) = of(&["甲县人民政府", "乙市甲县人民政府", "甲县教育局"]);
        assert_eq!(children, ["甲县教育局"]);
    }

    #[test]
    fn the_later_year_is_summed_and_the_one_before_kept_beside() {
        let digests: Vec<Digest> = [2022, 2022, 2022, 2023, 2023]
            .iter()
            .zip(["甲县人民政府", "甲县教育局", "甲县财政局", "甲县人民政府", "甲县教育局"])
            .map(|(year, name)| digest(name, *year))
            .collect();
        let family = family(&digests, &Wish::default());
        assert_eq!((family.year, family.children.len(), family.before.len()), (Some(2023), 1, 3));
        assert_eq!(family.left_out.len(), 3);
    }
}
