//! Roll-ups: the literate cases in `tests/cases/rollup/`, and made-up counties with known mistakes.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may

#[path = "../benches/rollup/county.rs"]
mod county;
mod support;

use county::{County, Random};
use std::collections::BTreeSet;

use gouji::dossier::{Area, Cell, Digest, Wish};
use gouji::number::Decimal;
use gouji::recognize::Presence;
use gouji::rules::across::Outcome;
use gouji::rules::{Severity, Verdict};
use gouji::{ReviewVerdict, together};
use support::{Case, Sheet, cases, files, severity};

/// What failed, in words.
fn told(outcomes: &[Outcome]) -> Vec<String> {
    let failed = outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Fail);
    failed
        .map(|o| {
            format!("{} {:?} {} → {}", o.rule.id, o.severity, o.message, o.advice.clone().unwrap_or_default())
        })
        .collect()
}

fn rolled(digests: &[Digest], complete: bool) -> (Vec<String>, ReviewVerdict) {
    let made = together::roll_up(digests, &Wish { complete, ..Wish::default() });
    (told(&made.outcomes), together::verdict(&made.outcomes))
}

/// What was put into a county, as the findings should say it.
#[derive(Default)]
struct Mistakes {
    left_out: Vec<usize>,
    twice: Vec<usize>,
    /// Child, cell, published number.
    wrong: Vec<(usize, usize, i64)>,
}

impl Mistakes {
    /// Puts them in: the parent has added up the true figures.
    fn put(&self, county: &mut County) {
        let times = |child: usize| {
            1 + i64::from(self.twice.contains(&child)) - i64::from(self.left_out.contains(&child))
        };
        county.add_up(times);
        for &(child, cell, value) in &self.wrong {
            county.children[child][cell] = value;
        }
    }
}

/// Children that differ from all others and have something in at least so many cells.
fn distinct(county: &County, least: usize) -> Vec<usize> {
    let filled = |child: &Vec<i64>| child.iter().filter(|value| **value != 0).count();
    let alone =
        |at: usize| county.children.iter().filter(|other| **other == county.children[at]).count() == 1;
    (0..county.children.len()).filter(|&at| filled(&county.children[at]) >= least && alone(at)).collect()
}

fn pick(random: &mut Random, list: &mut Vec<usize>) -> usize {
    list.remove(random.below(list.len()))
}

/// A cell of 表三 or 表四 of this child, with another number in it.
fn wrong(county: &County, random: &mut Random, child: usize) -> (usize, usize, i64) {
    let start = county.form.table_start(1);
    let cell = start + random.below(county.form.cells().len() - start);
    let value = county.children[child][cell];
    (child, cell, value + 1 + i64::try_from(random.below(90)).unwrap())
}

/// Whether the findings name exactly these mistakes, each by its own finding and nothing beside them.
fn names_all(county: &County, mistakes: &Mistakes) -> Vec<String> {
    let (told, _) = rolled(&county.digests(), true);
    let mut expected: Vec<String> = Vec::new();
    let name = |child: usize| county.names[child].as_str();
    expected
        .extend(mistakes.left_out.iter().map(|&c| format!("最可能：{}没有加进甲县人民政府的数", name(c))));
    expected
        .extend(mistakes.twice.iter().map(|&c| format!("最可能：{}在甲县人民政府的数里加了两次", name(c))));
    for &(child, cell, value) in &mistakes.wrong {
        let spec = county.form.cells()[cell].name();
        expected.push(format!("{}的“{spec}”应为 ", name(child)));
        expected.push(format!("，现为 {value}"));
    }
    let mut wrong: Vec<String> = expected
        .iter()
        .filter(|text| !told.iter().any(|told| told.contains(text.as_str())))
        .map(|text| format!("没有说“{text}”：\n{}", told.join("\n")))
        .collect();
    let count = mistakes.left_out.len() + mistakes.twice.len() + mistakes.wrong.len();
    if told.len() > count {
        wrong.push(format!("{} 条，预期 {count} 条：\n{}", told.len(), told.join("\n")));
    }
    wrong
}

/// So many counties of 60 bodies with these mistakes; how many are not named in full.
fn counties(seeds: u64, left_out: usize, twice: usize, wrongs: usize) {
    let mut failures = Vec::new();
    for seed in 0..seeds {
        let mut random = Random(seed * 1000 + u64::try_from(left_out * 100 + twice * 10 + wrongs).unwrap());
        let mut county = County::new(&mut random, 60);
        let mut list = distinct(&county, 12);
        let mut take =
            |count: usize| -> Vec<usize> { (0..count).map(|_| pick(&mut random, &mut list)).collect() };
        let (left_out, twice, wrongs) = (take(left_out), take(twice), take(wrongs));
        let wrong = wrongs.into_iter().map(|child| wrong(&county, &mut random, child)).collect();
        let mistakes = Mistakes { left_out, twice, wrong };
        mistakes.put(&mut county);
        let wrong = names_all(&county, &mistakes);
        if !wrong.is_empty() {
            failures.push(format!("seed {seed}:\n{}", wrong.join("\n")));
        }
    }
    eprintln!(
        "{left_out} left out, {twice} twice, {wrongs} wrong: {} of {seeds} named in full",
        seeds - failures.len() as u64
    );
    assert!(failures.is_empty(), "{} of {seeds}\n{}", failures.len(), failures.join("\n\n"));
}

#[test]
fn a_county_without_mistakes_has_no_finding() {
    for seed in 0..20 {
        let county = County::new(&mut Random(seed), 60);
        let (told, verdict) = rolled(&county.digests(), true);
        assert!(told.is_empty(), "{}", told.join("\n"));
        assert_eq!(verdict, ReviewVerdict::Consistent);
        let (told, verdict) = rolled(&county.digests(), false);
        assert!(told.is_empty(), "{}", told.join("\n"));
        assert_eq!(verdict, ReviewVerdict::Incomplete, "nobody said that the set is complete");
        let (told, verdict) = rolled(&county.digests()[1..], true);
        assert!(told.is_empty(), "{}", told.join("\n"));
        assert_eq!(verdict, ReviewVerdict::Incomplete, "there is no parent");
    }
}

#[test]
fn one_left_out_is_named() {
    counties(60, 1, 0, 0);
}

#[test]
fn one_taken_twice_is_named() {
    counties(60, 0, 1, 0);
}

#[test]
fn one_wrong_is_named() {
    counties(60, 0, 0, 1);
}

#[test]
fn two_wrong_are_named() {
    counties(60, 0, 0, 2);
}

#[test]
fn one_wrong_one_left_out_and_one_twice_are_named() {
    counties(100, 1, 1, 1);
}

#[test]
fn two_left_out_and_one_twice_and_two_wrong_are_named() {
    counties(12, 2, 1, 2);
}

// ---- what cannot be told is not told ------------------------------------------------------------------------

/// Claims of certainty about whole reports that are not among the mistakes.
fn false_claims(county: &County, mistakes: &Mistakes, told: &[String]) -> Vec<String> {
    let claims = |child: usize, words: &str| {
        let claim = format!("最可能：{}{words}", county.names[child]);
        told.iter().any(|told| told.contains(&claim))
    };
    let mut wrong = Vec::new();
    for child in 0..county.children.len() {
        if claims(child, "没有加进") && !mistakes.left_out.contains(&child) {
            wrong.push(format!("{} was not left out", county.names[child]));
        }
        if claims(child, "在甲县人民政府的数里加了两次") && !mistakes.twice.contains(&child) {
            wrong.push(format!("{} was not taken twice", county.names[child]));
        }
        for told in told.iter().filter(|told| told.contains("——只改这一处")) {
            let named = format!("最可能：{}的", county.names[child]);
            let true_one = mistakes.wrong.iter().any(|(wrong, cell, _)| {
                *wrong == child && told.contains(&format!("“{}”", county.form.cells()[*cell].name()))
            });
            if told.contains(&named) && !true_one {
                wrong.push(told.clone());
            }
        }
    }
    wrong
}

/// Any children, also those with next to nothing in them, and any number of mistakes.
#[test]
fn nothing_false_is_claimed_whatever_the_mistakes() {
    let (mut named, mut all) = (0, 0);
    for seed in 0..150 {
        let mut random = Random(77_000 + seed);
        let size = 3 + random.below(60);
        let mut county = County::new(&mut random, size);
        let mut list = distinct(&county, 1);
        let mut mistakes = Mistakes::default();
        for _ in 0..=random.below(5) {
            if list.is_empty() {
                break;
            }
            let child = pick(&mut random, &mut list);
            match random.below(3) {
                0 => mistakes.left_out.push(child),
                1 => mistakes.twice.push(child),
                _ => {
                    let wrong = wrong(&county, &mut random, child);
                    mistakes.wrong.push(wrong);
                }
            }
        }
        mistakes.put(&mut county);
        let complete = random.chance(70);
        let absent = if random.chance(30) { random.below(4) } else { 0 };
        let mut digests = county.digests();
        digests.truncate(digests.len() - absent.min(digests.len() - 1));
        let (told, verdict) = rolled(&digests, complete);
        let wrong = false_claims(&county, &mistakes, &told);
        assert!(wrong.is_empty(), "seed {seed}: {}\n{}", wrong.join("\n"), told.join("\n"));
        let gap = (0..county.parent.len()).any(|cell| {
            county.parent[cell]
                != county.children.iter().take(digests.len() - 1).map(|c| c[cell]).sum::<i64>()
        });
        assert!(!gap || verdict != ReviewVerdict::Consistent, "seed {seed}: an all-clear over a gap");
        assert!(
            !gap || !complete || verdict == ReviewVerdict::Findings,
            "seed {seed}: a gap without an error"
        );
        all += 1;
        named += usize::from(absent == 0 && names_all(&county, &mistakes).is_empty());
    }
    eprintln!("{named} of {all} named in full");
}

#[test]
fn of_equal_children_none_is_singled_out() {
    for seed in 0..20 {
        let mut random = Random(4000 + seed);
        let mut county = County::new(&mut random, 40);
        let child = distinct(&county, 12)[0];
        let twin = (child + 7) % 40;
        county.children[twin] = county.children[child].clone();
        Mistakes { left_out: vec![child], ..Mistakes::default() }.put(&mut county);
        let (told, _) = rolled(&county.digests(), true);
        let (first, second) = (child.min(twin) + 1, child.max(twin) + 1);
        let both = format!("甲县第{first}局、甲县第{second}局之一没有加进");
        assert!(told.len() == 1 && told[0].contains(&both) && told[0].contains("不能断定"), "{told:?}");
    }
}

/// 表二 has no relations: what is wrong there is shown, whose it is only guessed.
#[test]
fn a_wrong_cell_that_no_relation_binds_is_guessed_never_claimed() {
    let mut guessed = 0;
    for seed in 0..40 {
        let mut random = Random(5000 + seed);
        let mut county = County::new(&mut random, 40);
        let cell = county.cell("disclosure.penalty.decisions");
        let child = (0..40).max_by_key(|&at| county.children[at][cell]).unwrap();
        let value = county.children[child][cell];
        county.children[child][cell] = value * 10;
        let (told, verdict) = rolled(&county.digests(), true);
        assert_eq!((told.len(), verdict), (1, ReviewVerdict::Findings), "{told:?}");
        assert!(!told[0].contains("最可能"), "{told:?}");
        let name = &county.names[child];
        guessed += usize::from(told[0].contains(&format!("{name}的 {} 或许应为 {value}", value * 10)));
    }
    assert!(guessed >= 36, "{guessed} of 40");
}

#[test]
fn a_body_that_is_not_in_the_list_shows_in_the_gap_and_by_last_years_list() {
    for seed in 0..6 {
        let mut random = Random(6000 + seed);
        let mut county = County::new(&mut random, 60);
        let mut list = distinct(&county, 20);
        let absent = pick(&mut random, &mut list);
        let child = pick(&mut random, &mut list);
        let wrong = if seed % 2 == 0 { vec![] } else { vec![wrong(&county, &mut random, child)] };
        Mistakes { wrong, ..Mistakes::default() }.put(&mut county);
        let mut digests = county.digests();
        for digest in &mut digests {
            add_faults(digest);
        }
        digests.remove(absent + 1);
        let before = County { year: 2022, children: county.children.clone(), ..County::new(&mut random, 60) };
        digests.extend(before.digests().into_iter().skip(1));
        let (told, _) = rolled(&digests, true);
        let found =
            told.iter().find(|told| told.contains("像是少了一个单位")).unwrap_or_else(|| panic!("{told:?}"));
        assert!(found.contains(&county.names[absent]), "{found}");
        let new = county.children[absent][county.cell("requests.new@total")];
        assert!(found.contains(&format!("一、本年新收政府信息公开申请数量·总计 {new}")), "{found}");
    }
}

/// What a check of the single report would say of it.
fn add_faults(digest: &mut Digest) {
    let edits = digest.form.cells().iter().zip(&digest.cells);
    let edits = edits.map(|(spec, cell)| (spec.id.to_string(), cell.value.unwrap().to_string())).collect();
    let review = gouji::blank(digest.form, &gouji::Options { edits, ..gouji::Options::default() });
    digest.faults = review.result.unwrap().digest(None).faults;
}

#[test]
fn the_parents_own_wrong_cell_is_named() {
    for seed in 0..40 {
        let mut random = Random(8000 + seed);
        let mut county = County::new(&mut random, 60);
        let start = county.form.table_start(1);
        let cell = start + random.below(county.form.cells().len() - start);
        let right = county.parent[cell];
        county.parent[cell] += 1 + i64::try_from(random.below(90)).unwrap();
        let (told, _) = rolled(&county.digests(), true);
        let name = county.form.cells()[cell].name();
        let expected = format!("最可能：甲县人民政府的“{name}”应为 {right}，");
        assert!(told.len() == 1 && told[0].contains(&expected), "seed {seed} {expected} {told:?}");
    }
}

/// Of a list that is not said to be complete, too much is an error, too little a note.
#[test]
fn an_incomplete_list_is_held_to_what_must_hold() {
    let mut county = County::new(&mut Random(1), 30);
    let digests = county.digests();
    let made = together::roll_up(&digests[..20], &Wish::default());
    let failed: Vec<&Outcome> = made.outcomes.iter().filter(|o| o.verdict == Verdict::Fail).collect();
    assert_eq!(
        failed.iter().map(|o| (o.rule.id, o.severity)).collect::<Vec<_>>(),
        [("children-exceed-parent", Severity::Note)]
    );
    assert_eq!(together::verdict(&made.outcomes), ReviewVerdict::Incomplete);
    let child = distinct(&county, 12).into_iter().find(|at| *at < 19).unwrap();
    Mistakes { left_out: vec![child], ..Mistakes::default() }.put(&mut county);
    let (told, verdict) = rolled(&county.digests(), false);
    assert_eq!(verdict, ReviewVerdict::Findings);
    assert!(told[0].contains(&format!("最可能：{}没有加进", county.names[child])), "{told:?}");
}

#[test]
fn a_cell_that_one_child_does_not_have_is_unknown_in_the_sum() {
    let county = County::new(&mut Random(2), 20);
    let mut digests = county.digests();
    digests[4].presence[2] = Presence::Absent;
    let start = county.form.table_start(2);
    digests[4].cells[start..].fill(Cell::default());
    let made = together::roll_up(&digests, &Wish { complete: true, ..Wish::default() });
    assert_eq!(together::verdict(&made.outcomes), ReviewVerdict::Incomplete);
    let unknown: Vec<&str> = made
        .outcomes
        .iter()
        .filter(|outcome| outcome.verdict == Verdict::Unknown)
        .map(|outcome| outcome.message.as_str())
        .collect();
    assert!(unknown.contains(&"表四有 15 格的合计不知道：甲县第4局没有读到这张表"), "{unknown:?}");
}

#[test]
fn a_blank_total_is_what_its_row_adds_up_to() {
    let county = County::new(&mut Random(3), 20);
    let mut digests = county.digests();
    for (at, spec) in county.form.cells().iter().enumerate().filter(|(_, spec)| spec.table > 0) {
        if spec.is_total() || county.children[5][at] == 0 {
            digests[6].cells[at] =
                Cell { value: (!spec.is_total()).then(|| Decimal::integer(0)), blank: true, doubtful: false };
        }
    }
    let (told, verdict) = rolled(&digests, true);
    assert_eq!((told.len(), verdict), (0, ReviewVerdict::Consistent), "{told:?}");
}

#[test]
fn the_order_of_the_list_does_not_matter() {
    let mut random = Random(9);
    let mut county = County::new(&mut random, 30);
    let mut list = distinct(&county, 12);
    let (left_out, twice) = (pick(&mut random, &mut list), pick(&mut random, &mut list));
    Mistakes { left_out: vec![left_out], twice: vec![twice], wrong: Vec::new() }.put(&mut county);
    let mut digests = county.digests();
    let (mut told, _) = rolled(&digests, true);
    digests.reverse();
    let (mut turned, _) = rolled(&digests, true);
    told.sort();
    turned.sort();
    assert_eq!(told, turned);
}

/// Two equal reports left out, and a wrong cell beside them.
#[test]
fn two_equal_children_may_both_be_left_out() {
    let mut random = Random(31);
    let mut county = County::new(&mut random, 40);
    let mut list = distinct(&county, 20);
    let (child, other) = (pick(&mut random, &mut list), pick(&mut random, &mut list));
    let twin = (child + 1) % 40;
    county.children[twin] = county.children[child].clone();
    let other = if other == twin { pick(&mut random, &mut list) } else { other };
    let wrong = wrong(&county, &mut random, other);
    Mistakes { left_out: vec![child, twin], twice: Vec::new(), wrong: vec![wrong] }.put(&mut county);
    let (told, _) = rolled(&county.digests(), true);
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].contains("之一没有加进") && told[1].contains("之一没有加进"), "{told:?}");
    assert!(told[2].contains(&format!("最可能：{}的“", county.names[other])), "{told:?}");
}

/// What was read with a doubt is no error, and no all-clear either.
#[test]
fn a_gap_in_a_doubtful_cell_is_a_warning_and_leaves_the_check_open() {
    let mut county = County::new(&mut Random(5), 20);
    let cell = county.cell("disclosure.penalty.decisions");
    county.parent[cell] += 1;
    let mut digests = county.digests();
    digests[3].cells[cell].doubtful = true;
    let (told, verdict) = rolled(&digests, true);
    assert!(told.len() == 1 && told[0].contains("Warning"), "{told:?}");
    assert_eq!(verdict, ReviewVerdict::Incomplete);
}

/// Against all sets of at most two events of small families.
#[test]
fn whole_reports_are_found_as_by_trying_every_set() {
    let mut explained = 0;
    for seed in 0..300 {
        let mut random = Random(90_000 + seed);
        let (count, cells) = (2 + random.below(6), 16);
        let parts: Vec<Vec<i128>> =
            (0..count).map(|_| (0..cells).map(|_| random.below(9) as i128).collect()).collect();
        let mut gap = vec![0_i128; cells];
        for _ in 0..random.below(4) {
            let (part, sign) = (random.below(count), if random.chance(50) { 1 } else { -1 });
            gap.iter_mut().zip(&parts[part]).for_each(|(gap, value)| *gap += sign * value);
        }
        for _ in 0..random.below(3) {
            gap[random.below(cells)] += 1 + random.below(5) as i128;
        }
        let found = gouji::reconcile::reconcile(&gap, &parts);
        let best = found.explanations[0].cost();
        let events: Vec<(usize, i128)> = (0..count).flat_map(|part| [(part, 1), (part, -1)]).collect();
        let cost = |set: &[(usize, i128)]| {
            let left = |cell: usize| {
                gap[cell] - set.iter().map(|(part, sign)| sign * parts[*part][cell]).sum::<i128>()
            };
            set.len() + (0..cells).filter(|cell| left(*cell) != 0).count()
        };
        let pairs = events.iter().flat_map(|one| events.iter().map(move |other| vec![*one, *other]));
        let sets = pairs.filter(|pair| pair[0].0 != pair[1].0).chain(events.iter().map(|one| vec![*one]));
        let smallest = sets.chain([Vec::new()]).map(|set| cost(&set)).min().unwrap();
        // What leaves more cells than that is no explanation, and there may be groups of cells without a clean one.
        let is_explained = smallest <= 5;
        assert!(!is_explained || best <= smallest, "seed {seed}: {best} found, {smallest} by trying");
        explained += usize::from(is_explained);
    }
    assert!(explained > 150, "{explained}");
}

#[test]
fn empty_lists_and_wild_wishes_are_answered() {
    for wish in [
        Wish::default(),
        Wish { parent: Area::Report(7), children: Some(vec![0, 9, 9]), complete: true },
        Wish { parent: Area::Nobody, children: None, complete: true },
        Wish { parent: Area::Report(0), children: Some(vec![0]), complete: true },
    ] {
        for digests in [vec![], vec![Digest::default()], County::new(&mut Random(1), 2).digests()] {
            let made = together::roll_up(&digests, &wish);
            let verdict = together::verdict(&made.outcomes);
            assert_ne!(verdict, ReviewVerdict::Consistent, "{wish:?} {}", together::summary(&made.outcomes));
        }
    }
}

// ---- the literate cases ----------------------------------------------------------------------------------------

const VERDICTS: [(&str, Verdict); 4] = [
    ("一致", Verdict::Pass),
    ("不一致", Verdict::Fail),
    ("待核", Verdict::Unknown),
    ("不适用", Verdict::Inapplicable),
];

/// One digest for every column of the case's table: `机关`, `机关 年份`, `机关 年份 格式`.
fn digests(case: &Case) -> Vec<Digest> {
    let Some(table) = case.table(&["单元格"]) else { return Vec::new() };
    let of_column = |col: usize| {
        let mut words = table[0][col].split_whitespace();
        let body = words.next().unwrap_or_default();
        let year = words.next().unwrap_or("2023");
        let form = words.next().unwrap_or(if year < "2021" { "2019" } else { "2021" });
        let title = match body {
            "（没有名称）" => format!("统计期限为{year}年1月1日至12月31日"),
            body => format!("{body}{year}年政府信息公开工作年度报告"),
        };
        let mut sheet = Sheet::filled(form, &title, "0");
        for row in &table[1..] {
            match row[col].as_str() {
                "" => {}
                "（空白）" => sheet.set(&row[0], ""),
                text => sheet.set(&row[0], text),
            }
        }
        let review = support::check(support::content("html", &sheet.html()));
        let mut digest =
            review.result.unwrap_or_else(|why| panic!("{}", why.reason)).digest(Some(&table[0][col]));
        for lost in case.all("缺表").filter_map(|lost| lost.strip_prefix(body)) {
            let at = ["表二", "表三", "表四"].iter().position(|name| *name == lost.trim()).expect("a table");
            digest.presence[at] = Presence::Absent;
            for (spec, cell) in digest.form.cells().iter().zip(&mut digest.cells) {
                if spec.table == at {
                    *cell = Cell::default();
                }
            }
        }
        digest
    };
    (1..table[0].len()).map(of_column).collect()
}

/// What is wrong with a case; empty: nothing.
fn differences(case: &Case, rule: &str) -> Vec<String> {
    let digests = digests(case);
    let parent =
        case.key("本级").and_then(|name| digests.iter().position(|d| d.body.as_deref() == Some(name)));
    let parent = match case.key("本级") {
        Some("（没有）") => Area::Nobody,
        _ => parent.map_or(Area::ByName, Area::Report),
    };
    let wish = Wish { parent, children: None, complete: case.key("齐全") == Some("是") };
    let made = together::roll_up(&digests, &wish);
    let own: Vec<&Outcome> = made.outcomes.iter().filter(|outcome| outcome.rule.id == rule).collect();
    let order = [Verdict::Fail, Verdict::Unknown, Verdict::Pass, Verdict::Inapplicable];
    let got = order.into_iter().find(|verdict| own.iter().any(|outcome| outcome.verdict == *verdict));
    let (expected, weight) = case.key("预期").map(|e| e.split_once('，').unwrap_or((e, ""))).expect("预期");
    let wanted = VERDICTS.iter().find(|(word, _)| *word == expected).expect("a verdict").1;
    let decisive: Vec<&&Outcome> = own.iter().filter(|outcome| Some(outcome.verdict) == got).collect();
    let advice = |outcome: &Outcome| outcome.advice.clone().unwrap_or_else(|| outcome.rule.advice.to_owned());
    let words: Vec<String> =
        decisive.iter().map(|outcome| format!("{}\n{}", outcome.message, advice(outcome))).collect();
    let words = words.join("\n");
    let mut wrong = Vec::new();
    if got != Some(wanted) {
        wrong.push(format!("预期 {expected}，得到 {got:?}：{words}"));
    }
    if wanted == Verdict::Fail && !decisive.iter().any(|outcome| severity(outcome.severity) == weight) {
        wrong.push(format!("预期 {weight}：{words}"));
    }
    for fragment in case.all("说明含") {
        if !words.contains(fragment) {
            wrong.push(format!("预期说明含 {fragment}，得到 {words}"));
        }
    }
    let mut ids: BTreeSet<&str> = case.all("另有").flat_map(|ids| ids.split('、')).collect();
    if wanted == Verdict::Fail {
        ids.insert(rule);
    }
    let failed = || made.outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Fail);
    let found: BTreeSet<&str> = failed().map(|outcome| outcome.rule.id).collect();
    if found != ids {
        let told: Vec<&str> = failed().map(|outcome| outcome.message.as_str()).collect();
        wrong.push(format!("预期发现 {ids:?}，得到 {found:?}：{}", told.join("；")));
    }
    if let Some(count) = case.key("条数").map(|count| count.parse::<usize>().expect("a number")) {
        let told: Vec<&str> = failed().map(|outcome| outcome.message.as_str()).collect();
        if told.len() != count {
            wrong.push(format!("预期 {count} 条，得到 {} 条：{}", told.len(), told.join("；")));
        }
    }
    wrong
}

#[test]
fn every_case_comes_out_as_written() {
    let (mut failures, mut count) = (Vec::new(), 0);
    for (rule, text) in files("rollup") {
        for case in cases(&rule, &text) {
            count += 1;
            let wrong = differences(&case, &rule);
            failures.extend(wrong.iter().map(|wrong| format!("{}\n    {wrong}", case.place())));
        }
    }
    support::report(&failures, count);
}
