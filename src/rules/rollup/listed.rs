//! E5: which reports are in the list: none twice, none of another form, none missing that was there last year.

use crate::dossier::{Body, Member};
use crate::rules::across::{Outcome, Place};
use crate::rules::{Check, Rule, Severity, Verdict};

use super::{Account, say};

/// E5: twice.
pub static TWICE: Rule = Rule {
    id: "body-listed-twice",
    code: "E5",
    severity: Severity::Warning,
    title: "每个机关只有一份报告",
    why: "同一机关同一年度的报告加两次，合计就多了一份。",
    advice: "确认哪一份是正式公开的，去掉另一份。",
    basis: "《中华人民共和国政府信息公开条例》第四十九条",
    relation: false,
    check: Check::Family(twice),
};

/// E5: another form.
pub static FORM: Rule = Rule {
    id: "child-of-another-form",
    code: "E5",
    severity: Severity::Warning,
    title: "各份报告都用同一格式",
    why: "不同格式的栏目不同，只有同名的格能相加，其余各格的合计不知道。",
    advice: "请用错格式的机关按报告年度的格式重填，再汇总。",
    basis: "表二、表三的栏目",
    relation: false,
    check: Check::Family(form),
};

/// E5: missing.
pub static WITHOUT: Rule = Rule {
    id: "child-without-report",
    code: "E5",
    severity: Severity::Warning,
    title: "上一年有报告的机关本年也有",
    why: "机关没有撤并，每年都要公布年度报告；少一份，汇总就不全。",
    advice: "确认机关是否撤并，否则补上它的报告。",
    basis: "《中华人民共和国政府信息公开条例》第四十九条",
    relation: false,
    check: Check::Family(without),
};

/// Bodies named one by one.
const NAMED: usize = 5;

fn whole(report: usize) -> Place {
    Place { report, cells: Vec::new() }
}

fn twice(rule: &'static Rule, account: &Account, outcomes: &mut Vec<Outcome>) {
    for twice in &account.family.twice {
        let title = account.title_of(twice.kept).unwrap_or("同一机关");
        let (kept, other) = (twice.kept + 1, twice.other + 1);
        let places = vec![whole(twice.kept), whole(twice.other)];
        outcomes.push(if twice.same {
            let message = format!("{title}有两份数字相同的报告（第 {kept} 份和第 {other} 份），只计了一份。");
            Outcome { severity: Severity::Note, ..Outcome::fail(rule, places, message) }
        } else {
            let message = format!(
                "{title}有两份数字不同的报告（第 {kept} 份和第 {other} 份），不知道哪一份是对的，用了第 {kept} 份。"
            );
            Outcome::fail(rule, places, message)
        });
    }
    let nameless = account.family.children.iter().filter(|child| body(child).is_none()).count();
    if nameless > 0 {
        let why = format!("{nameless} 份报告没有读到机关名称，不知道是否重复");
        outcomes.push(Outcome::unknown(rule, Vec::new(), why));
    } else if account.family.twice.is_empty() {
        outcomes.push(Outcome::new(rule, Verdict::Pass));
    }
}

fn form(rule: &'static Rule, account: &Account, outcomes: &mut Vec<Outcome>) {
    let family = &account.family;
    let members = || family.parent.iter().chain(&family.children);
    let mut passed = true;
    for member in members().filter(|member| member.digest.form.id != family.form.id) {
        passed = false;
        let message = format!(
            "{}用的是{}，本组按{}汇总：同名的格照加，其余各格的合计不知道。",
            member.digest.title(),
            member.digest.form.name,
            family.form.name
        );
        outcomes.push(Outcome::fail(rule, vec![whole(member.at)], message));
    }
    if passed {
        let verdict = if members().next().is_some() { Verdict::Pass } else { Verdict::Inapplicable };
        outcomes.push(Outcome::new(rule, verdict));
    }
}

fn without(rule: &'static Rule, account: &Account, outcomes: &mut Vec<Outcome>) {
    let absent = account.absent();
    let members = || account.family.parent.iter().chain(&account.family.children);
    let nameless = members().chain(&account.family.before).any(|member| body(member).is_none());
    if account.family.before.is_empty() {
        outcomes.push(Outcome::new(rule, Verdict::Inapplicable));
    } else if nameless || account.family.unread > 0 {
        let why = "有的报告读不出或者没有读到机关名称，不知道哪个机关缺报告";
        outcomes.push(Outcome::unknown(rule, Vec::new(), why));
    } else if absent.is_empty() {
        outcomes.push(Outcome::new(rule, Verdict::Pass));
    } else {
        let names: Vec<String> = absent.iter().map(|member| member.digest.title().to_owned()).collect();
        let message = format!("上一年有报告、本年没有的：{}。", say::list(&names, NAMED, "个"));
        outcomes.push(Outcome::fail(rule, absent.iter().map(|member| whole(member.at)).collect(), message));
    }
}

impl<'a> Account<'a> {
    /// Reports on the year before of bodies that have none on the year; the parent's apart.
    pub(super) fn absent(&self) -> Vec<Member<'a>> {
        let family = &self.family;
        let there: Vec<Body> = family.parent.iter().chain(&family.children).filter_map(body).collect();
        // A report that is in the list, but covered by that of a lower government, is there too.
        let covered = |own: &Body| there.iter().any(|other| is_covered(own, other, family.parent.as_ref()));
        let is_there = |own: &Body| there.contains(own) || there.iter().any(|other| other.may_be(own));
        let gone = |member: &&Member| body(member).is_some_and(|own| !is_there(&own) && !covered(&own));
        family.before.iter().filter(gone).copied().collect()
    }

    fn title_of(&self, report: usize) -> Option<&str> {
        let members = self.family.parent.iter().chain(&self.family.children);
        members.into_iter().find(|member| member.at == report).map(|member| member.digest.title())
    }
}

fn body(member: &Member) -> Option<Body> {
    member.digest.body.as_deref().and_then(Body::of)
}

/// Whether `own` is below the government `other`, which is not the parent.
fn is_covered(own: &Body, other: &Body, parent: Option<&Member>) -> bool {
    let is_parent = parent.and_then(body).as_ref() == Some(other);
    !is_parent && other.kind == crate::dossier::Kind::Government && own.key.starts_with(&other.key)
}
