//! Causes → the words of findings: where, what is wrong, what to do (E4).

use crate::forms::Kind;
use crate::number::Decimal;
use crate::reconcile::{Act, Event};
use crate::rules::across::{Outcome, Place};
use crate::rules::{Rule, Severity};

use super::Account;
use super::cause::{Cause, Change, Guess, Whose};
use super::say;

/// Reports named one by one.
const NAMED: usize = 5;

/// A finding before it has its rule; `cells` are those of the form it is about.
struct Told {
    places: Vec<Place>,
    message: String,
    advice: String,
    cells: Vec<usize>,
}

/// The finding of a cause.
pub fn outcome(rule: &'static Rule, account: &Account, cause: &Cause) -> Outcome {
    let told = tell(account, cause);
    let severity = severity(rule, account, cause, &told.cells);
    Outcome { severity, advice: Some(told.advice), ..Outcome::fail(rule, told.places, told.message) }
}

/// What was read with a doubt may be misread; money without a unit may be in another; and of a list that is not said to
/// be complete only too much is an error.
fn severity(rule: &'static Rule, account: &Account, cause: &Cause, cells: &[usize]) -> Severity {
    let any = |wanted: &dyn Fn(usize) -> bool| cells.iter().any(|cell| wanted(*cell));
    let negative =
        |cell: usize| account.sums.cells.get(cell).and_then(|sum| sum.gap).is_some_and(Decimal::is_negative);
    let doubtful = |cell: usize| account.sums.cells.get(cell).is_some_and(|sum| sum.doubtful);
    let unitless =
        cells.iter().all(|cell| account.spec(*cell).is_some_and(|spec| spec.kind() == Kind::Money));
    match cause {
        Cause::Remaining { .. } => Severity::Note,
        Cause::Whole { .. } if !account.family.is_whole() && !any(&negative) => Severity::Warning,
        _ if !account.family.is_whole() && !any(&negative) => Severity::Note,
        _ if any(&doubtful) || unitless => Severity::Warning,
        _ => rule.severity,
    }
}

fn tell(account: &Account, cause: &Cause) -> Told {
    match cause {
        Cause::Whole { event, cells } => whole(account, event, cells),
        Cause::Either { ways, cells } => either(account, ways, cells),
        Cause::Missing { figures, without } => missing(account, figures, without),
        Cause::Cells { cells, repairs, unique, useful } => single(account, cells, repairs, *unique, *useful),
        Cause::Loose { cell, guesses } => loose(account, *cell, guesses),
        Cause::Sound { cells, guesses } => sound(account, cells, guesses),
        Cause::Open { cells } => open(account, cells),
        Cause::Exceeds { cells, left_out } => exceeding(account, cells, left_out),
        Cause::Remaining { cells } => remaining(account, cells),
    }
}

fn whole(account: &Account, event: &Event, cells: &[usize]) -> Told {
    let told = format!("{}{}", account.event(event), in_tables(account, event, cells));
    let alike = if event.parts.len() > 1 {
        "这几份报告的数字相同，仅凭数字不能断定是哪一份。"
    } else {
        ""
    };
    let figure = |cell: &usize| Some((*cell, account.sums.child(*event.parts.first()?, *cell)?));
    let figures: Vec<(usize, Decimal)> = cells.iter().filter_map(figure).collect();
    let twice = event.act == Act::Twice;
    let todo = if twice { "减去多加的一份" } else { "补上这一份" };
    Told {
        message: format!("{told}：本级与下级合计的差额里正好有这份报告的数，{}。", account.figures(&figures)),
        advice: format!("最可能：{told}。{alike}请核对汇总底稿，{todo}。"),
        places: account.at_children(cells, &event.parts),
        cells: cells.to_vec(),
    }
}

/// `（只是表三、表四）`, when the report has figures in other tables too.
fn in_tables(account: &Account, event: &Event, cells: &[usize]) -> String {
    let table = |cell: &usize| account.spec(*cell).map(|spec| spec.table);
    let has = |at: usize| {
        let child = event.parts.first().copied().unwrap_or_default();
        (0..account.sums.cells.len()).any(|cell| {
            table(&cell) == Some(at)
                && account.sums.child(child, cell).is_some_and(|figure| !figure.is_zero())
        })
    };
    let told = |at: &usize| cells.iter().any(|cell| table(cell) == Some(*at));
    let (held, spared): (Vec<usize>, Vec<usize>) =
        (0..account.family.form.tables.len()).filter(|at| has(*at)).partition(told);
    let short = |at: usize| account.family.form.tables.get(at).map(|table| table.short);
    let names: Vec<&str> = held.into_iter().filter_map(short).collect();
    if spared.is_empty() { String::new() } else { format!("（只是{}）", names.join("、")) }
}

fn either(account: &Account, ways: &[Vec<Event>], cells: &[usize]) -> Told {
    let way = |events: &Vec<Event>| {
        let told: Vec<String> = events.iter().map(|event| account.event(event)).collect();
        if told.is_empty() { "这些格各自填错".to_owned() } else { told.join("，同时") }
    };
    let texts: Vec<String> = ways.iter().map(way).collect();
    let mut children: Vec<usize> =
        ways.iter().flatten().flat_map(|event| event.parts.iter().copied()).collect();
    children.sort_unstable();
    children.dedup();
    Told {
        message: format!("本级与下级之和不符：{}；有 {} 种同样简单的解释。", account.gaps(cells), ways.len()),
        advice: format!("仅凭数字不能断定是哪一种：{}。请核对汇总底稿。", Account::numbered(&texts)),
        places: account.at_children(cells, &children),
        cells: cells.to_vec(),
    }
}

fn missing(account: &Account, figures: &[(usize, Decimal)], without: &[usize]) -> Told {
    let cells: Vec<usize> = figures.iter().map(|(cell, _)| *cell).collect();
    let names: Vec<String> = without.iter().map(|&child| account.child_title(child).to_owned()).collect();
    let also = match names.as_slice() {
        [] => String::new(),
        [one] => format!("（同时{one}没有加进本级）"),
        names => format!("（同时{}之一没有加进本级，仅凭数字不能断定）", names.join("、")),
    };
    let parent = account.parent_title();
    let absent = account.absent();
    let gone: Vec<String> = absent.iter().map(say::of_year).collect();
    let hint = if gone.is_empty() {
        "请核对名单里是否少了单位。".to_owned()
    } else {
        format!("上一年有报告而本年没有的：{}。请核对是否少了它。", say::list(&gone, NAMED, "个"))
    };
    Told {
        message: format!(
            "下级名单像是少了一个单位（或几个）{also}：{parent}比下级之和多出的数自身符合全部勾稽关系，像是一份报告，它的数是 {}。",
            account.figures(figures)
        ),
        advice: hint,
        places: account.at_children(&cells, without),
        cells,
    }
}

fn single(account: &Account, cells: &[usize], repairs: &[Vec<Change>], unique: bool, useful: bool) -> Told {
    let texts: Vec<String> = repairs.iter().map(|changes| account.changes(changes)).collect();
    let advice = match texts.as_slice() {
        [only] if useful && unique => {
            format!("最可能：{only}——只改这一处，表内关系和汇总就都成立。")
        }
        [first, ..] if useful && repairs.len() == 1 => format!("最可能：{first}。"),
        texts if useful => {
            format!("以下改法之一，仅凭数字不能断定：{}。请对照底稿。", Account::numbered(texts))
        }
        _ => "仅凭数字指不出是哪一格有误，请对照各下级的报告逐格核对。".to_owned(),
    };
    let changes = || repairs.iter().filter(|_| useful).flatten();
    let mut children: Vec<usize> = changes().filter_map(Change::child).collect();
    children.sort_unstable();
    children.dedup();
    let of_child = |&child: &usize| {
        let mut own: Vec<usize> =
            changes().filter(|change| change.child() == Some(child)).map(|change| change.cell).collect();
        own.sort_unstable();
        own.dedup();
        account.at_child(child, &own)
    };
    let mut own: Vec<usize> =
        changes().filter(|change| change.whose == Whose::Parent).map(|change| change.cell).collect();
    own.extend(cells);
    own.sort_unstable();
    own.dedup();
    Told {
        message: format!("本级与下级之和不符：{}。", account.gaps(cells)),
        advice,
        places: children.iter().filter_map(of_child).chain(account.at_parent(&own)).collect(),
        cells: cells.to_vec(),
    }
}

fn loose(account: &Account, cell: usize, guesses: &[Guess]) -> Told {
    let texts: Vec<String> = guesses.iter().map(|guess| account.guess(guess)).collect();
    let advice = if texts.is_empty() {
        "这一格没有表内关系可以对照，指不出是谁填错，请逐个核对下级。".to_owned()
    } else {
        format!(
            "这一格没有表内关系可以对照，只能说可能：{}。请核对原数。",
            if let [only] = texts.as_slice() { only.clone() } else { Account::numbered(&texts) }
        )
    };
    let at_child = |guess: &Guess| match guess.whose {
        Whose::Child(child) => account.at_child(child, &[cell]),
        Whose::Parent | Whose::Others => account.at_child(guess.about?, &[cell]),
    };
    Told {
        message: format!("本级与下级之和不符：{}。", account.gaps(&[cell])),
        advice,
        places: guesses.iter().filter_map(at_child).chain(account.at_parent(&[cell])).collect(),
        cells: vec![cell],
    }
}

fn sound(account: &Account, cells: &[usize], guesses: &[Guess]) -> Told {
    let child = |guess: &Guess| match guess.whose {
        Whose::Child(child) => Some(child),
        Whose::Parent | Whose::Others => None,
    };
    let names: Vec<String> =
        guesses.iter().filter_map(child).map(|child| account.child_title(child).to_owned()).collect();
    let advice = if names.is_empty() {
        "本级和各下级表内关系都成立，不是单独一格填错：可能有下级报送后又改过数，或者本级按另一份数汇总。请对照报送底稿。"
            .to_owned()
    } else {
        format!("可能是{}把这两格填反了；也可能是报送后又改过数。请对照报送底稿。", names.join("或"))
    };
    let children: Vec<usize> = guesses.iter().filter_map(child).collect();
    Told {
        message: format!("本级与下级之和不符，差额自身符合勾稽关系：{}。", account.gaps(cells)),
        advice,
        places: account.at_children(cells, &children),
        cells: cells.to_vec(),
    }
}

fn open(account: &Account, cells: &[usize]) -> Told {
    let tried = match account.tried {
        0 | 1 => "没有试完全部组合".to_owned(),
        tried => format!("试过任意 {tried} 份报告漏加或重复"),
    };
    Told {
        message: format!("本级与下级之和有 {} 格不符：{}。", cells.len(), account.gaps(cells)),
        advice: format!("{tried}，都不能解释这些差额。请核对名单和本级的汇总底稿。"),
        places: account.at_children(cells, &[]),
        cells: cells.to_vec(),
    }
}

fn exceeding(account: &Account, cells: &[usize], left_out: &[usize]) -> Told {
    let names: Vec<String> = left_out.iter().map(|&child| account.child_title(child).to_owned()).collect();
    let advice = match names.as_slice() {
        [] => "没有哪一份报告单独漏加就能解释，请核对是否有下级多报，或者本级漏了几份。".to_owned(),
        [only] => format!("可能：{only}没有加进本级；其他下级单独漏加都解释不了。"),
        names if names.len() <= NAMED => {
            format!("可能是{}之一没有加进本级，仅凭数字不能断定。", names.join("、"))
        }
        _ => "不少下级单独漏加都能解释，仅凭数字不能断定是哪一个。".to_owned(),
    };
    let shown = if left_out.len() <= NAMED { left_out } else { &[] };
    Told {
        message: format!("下级名单未必齐全，但列出的下级之和已大于本级：{}。", account.gaps(cells)),
        advice,
        places: account.at_children(cells, shown),
        cells: cells.to_vec(),
    }
}

fn remaining(account: &Account, cells: &[usize]) -> Told {
    Told {
        message: format!("本级有 {} 格大于列出的下级之和：{}。", cells.len(), account.gaps(cells)),
        advice: "多出的数应当属于没有列出的下级；如果下级已经齐全，请说明齐全后再核对。".to_owned(),
        places: account.at_children(cells, &[]),
        cells: cells.to_vec(),
    }
}
