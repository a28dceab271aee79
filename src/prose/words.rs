//! The words that carry a sentence, besides the labels of `forms::claims`: subjects, negations, years,
//! scopes, ways of applying. One line per class; a class is what `clause` reasons with.

use std::sync::LazyLock;

use crate::forms::claims::LABELS;

/// What a word does in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// Names cells: index in [`LABELS`].
    Label(usize),
    /// The sentence speaks of requests for information.
    Requests,
    /// 申请 alone: whose, the sentence says.
    Apply,
    /// Another subject: proposals, hotlines, web pages.
    Foreign,
    /// Means nothing of its own.
    Neutral,
    /// No, not.
    Not,
    /// All of them.
    All,
    /// Within the time allowed.
    InTime,
    /// The others.
    Rest,
    /// Of these.
    Among,
    /// Last year.
    Past,
    /// This year.
    Now,
    /// Next year.
    Future,
    /// A part of the year, or an average.
    Span,
    /// More or fewer than before.
    Compare,
    /// Not exactly.
    About,
    /// A whole area.
    Wide,
    /// Some body; which, the characters before it say.
    Body,
    /// A way of applying.
    Way,
    /// A share.
    Share,
    /// A rate of completion.
    Rate,
    /// Respectively.
    Each,
    /// And so on.
    Etc,
    /// Counted in.
    With,
    /// Counted out, or only some of them.
    Subset,
    /// Between two of a kind.
    And,
}

#[rustfmt::skip]
static CLASSES: [(Word, &str); 25] = [
    (Word::Requests, "信息公开申请 政府信息公开申请 政务信息公开申请 依申请公开 公开申请 信息公开的申请 政府信息公开的申请 申请公开 申请公开政府信息 依申请公开政府信息 依申请公开信息 政府信息依申请公开 公开政府信息的申请 要求公开政府信息 要求公开信息 依申请公开申请 依申请公开的申请 依申请 信息申请 政府信息申请 要求政府信息公开"),
    (Word::Apply, "申请 申请件 申请事项 有效申请 申请量 申请数量 申请总量 申请书"),
    (Word::Foreign, "建议 提案 议案 热线 12345 信访 来信 来访 留言 咨询 投诉 举报 信箱 问政 工单 诉求 网民 稿件 解读 新闻 发布会 访谈 培训 公众号 微信 微博 抖音 视频 点击 访问 浏览 简报 会议 检查 督查 整改 问卷 征集 预决算 项目 证照 政务服务 一件事 好差评 舆情 市场主体 不动产 低保 医保 社保 救助 补贴 人才 职称 专利 商标 许可申请 仲裁 应诉 民事 刑事 赔偿 规章制度 政策文件 政策性文件 权责清单 权力事项 行政权力 政务公开专区 典型案例 听证 审计 公示 公布 发布 归集 立案 案卷评查 事项清单 许可事项 处罚事项 强制事项 收费项目 行政检查 行政确认 行政奖励 审批 信用 村务 党务 表彰 课题"),
    (Word::Neutral, "的 了 共 共计 累计 合计 总计 总共 一共 全年 年内 本机关 我机关 政府信息 信息公开 政府信息公开 政府信息公开工作 信息公开工作 政务公开 政务公开工作 公民、法人和其他组织 公民、法人或者其他组织 公民、法人或其他组织 公民、法人及其他组织 公民法人和其他组织 公民、法人 申请人 公众 群众 社会公众 因 由 被 对 关于 针对 有关 相关 发生 产生 出现 涉及 有 存在 过 为 是 例 起 宗 件 案件 案 情况 情形 事项 现象 工作 引起 引发 导致 提出 提起 任何 达 达到 数量 数 总数 总量 计 共有 决定 方面 类 信息公开类 政府信息公开类 以 并 已 而 要求 仅 也 依法 并依法 其 该 于 不服 信息公开答复 公开答复 答复不服 对答复不服 中 所 给予 作出 后 上述 分类 案由 具体 情况如下 如下 目前 实际 我县 我乡 情况为 格局 布局 大局 受理渠道 申请渠道 数据 布置 新闻办 工作机制 办理流程 答复文书 答复质量 办理质量 受理机关 办理时限 答复时限 处理决定 处理结果 处理情况 办理情况 答复情况 办理结果 机关 行政机关 县政府 区政府 市政府 提交 递交 答复期限 办理期限 期限 城乡 规定 按照 根据 依照 按 申请主体 申请内容 申请来源 申请类型 申请方式 当年 件次 目"),
    (Word::Not, "未 没有 无 零 没 未曾 未有 暂无 暂未 并无 从未"),
    (Word::All, "均 全部 所有 都 悉数 皆 全"),
    (Word::InTime, "按时 按期 及时 如期 法定期限 法定期限内 法定时限 法定时限内 规定期限 规定期限内 规定时限 规定时限内 时限内 期限内 在规定时间内"),
    (Word::Rest, "其余 剩余 余下 另外 另有 其它"),
    (Word::Among, "其中"),
    (Word::Past, "上年 上年度 上一年 上一年度 去年 前一年 往年 年初"),
    (Word::Now, "今年 本年 本年度 今年以来 当年度"),
    (Word::Future, "下年 下年度 下一年 下一年度 次年 明年 来年 次年度 今年年初"),
    (Word::Span, "季度 上半年 下半年 月份 每月 每年 每天 每件 平均 日均 月均 年均 以来 近年 历年 五年 三年 两年 十年 专项 试点 工作日 期间"),
    (Word::Compare, "同比 环比 较上年 比上年 较去年 比去年 较上年度 比上年度 较上一年 比上一年 与上年 与去年 相比 增加 减少 增长 下降 上升 回落 降低 增幅 降幅 上涨 同期 较 持平 多于 少于 上年同期"),
    (Word::About, "约 近 逾 超 超过 余 多 以上 左右 不足 接近 将近 大约 至少 最多 共约 上百 数十"),
    (Word::Wide, "全市 全区 全县 全州 全省 全旗 全盟 全域 各级 我市 我区 我省 我州 本市 本区 本县 全县区"),
    (Word::Body, "办公室 办公厅 政府办 区政府办 县政府办 市政府办 党政办 综合办 发改委 卫健委 住建委 国资委 经信委 教委 科委 农委 商务委 管委 法院 检察院 乡 局 镇 乡镇 街道 部门 委员会 中心 大队 支队 分局 本级 厅 社区 集团 管委会 开发区 园区 镇街 学校 医院 公司"),
    (Word::Way, "当面 现场 窗口 信函 邮寄 邮政 信件 挂号信 网络 网上 线上 线下 在线 互联网 电子邮件 电子邮箱 邮件 传真 平台 网站 系统 书面 快递 纸质 其他形式 其他方式 其他途径 其他渠道 小程序 电子表单"),
    (Word::Share, "占 占比 比例 比重 占总数 占总量"),
    (Word::Rate, "办结率 答复率 办理率 按时办结率 按时答复率 按期答复率 按期办结率 及时答复率 及时办结率"),
    (Word::Each, "分别 依次"),
    (Word::Etc, "等 等原因 等情形 等事由"),
    (Word::With, "含 包括 包含 加上 连同"),
    (Word::Subset, "延期 电话 口头 首次 转办 转送 督办 上级 协商 约谈 补正 补充 征求 交办 撤销申请 撤回申请 主动撤回 不属于 信息不存在 不存在 除 不含 扣除 预计 计划 目标 拟 力争 可 应当 例如 比如 举例 主动公开政府信息 新申请 审理 审结 确保 做到 必须 督促 务必 要求各 争取 规范 提高 加强"),
    (Word::And, "、 和 及 与 或 以及 并及 /"),
];

struct Entry {
    word: Vec<char>,
    means: Word,
}

struct Vocabulary {
    /// Sorted by first character, longer words first.
    entries: Vec<Entry>,
    /// First characters, each with the place of its first word.
    heads: Vec<(char, usize)>,
    /// One bit for the low bits of every first character: most characters begin no word.
    first: [u64; 64],
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let labels = LABELS.iter().enumerate();
    let labels = labels.flat_map(|(at, label)| label.words.iter().map(move |word| (*word, Word::Label(at))));
    let words = CLASSES.iter().flat_map(|(means, words)| words.split(' ').map(move |word| (word, *means)));
    let mut entries: Vec<Entry> =
        labels.chain(words).map(|(word, means)| Entry { word: word.chars().collect(), means }).collect();
    let rank = |entry: &Entry| (entry.word.first().copied(), usize::MAX - entry.word.len());
    entries.sort_by_key(rank);
    let mut first = [0_u64; 64];
    for entry in &entries {
        let (at, bit) = slot(entry.word.first().copied().unwrap_or(' '));
        if let Some(bits) = first.get_mut(at) {
            *bits |= bit;
        }
    }
    let mut heads: Vec<(char, usize)> =
        entries.iter().enumerate().filter_map(|(at, entry)| Some((*entry.word.first()?, at))).collect();
    heads.dedup_by_key(|head| head.0);
    Vocabulary { entries, heads, first }
});

fn slot(c: char) -> (usize, u64) {
    let code = c as usize;
    ((code >> 6) & 63, 1 << (code & 63))
}

/// The longest word that begins `text`, with its length in characters.
pub fn at(text: &[char]) -> Option<(Word, usize)> {
    let &first = text.first()?;
    let words = &*VOCABULARY;
    let (at, bit) = slot(first);
    if words.first.get(at).is_none_or(|bits| bits & bit == 0) {
        return None;
    }
    let head = words.heads.binary_search_by_key(&first, |head| head.0).ok()?;
    let (_, from) = words.heads.get(head)?;
    let to = words.heads.get(head + 1).map_or(words.entries.len(), |next| next.1);
    let alike = words.entries.get(*from..to)?;
    alike.iter().find(|entry| text.starts_with(&entry.word)).map(|entry| (entry.means, entry.word.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn no_word_means_two_things() {
        let mut seen: BTreeMap<String, Word> = BTreeMap::new();
        for entry in &VOCABULARY.entries {
            let word: String = entry.word.iter().collect();
            assert_eq!(seen.insert(word.clone(), entry.means), None, "{word}");
        }
    }

    #[test]
    fn the_longest_word_wins() {
        let text: Vec<char> = "不予公开的申请".chars().collect();
        let Some((Word::Label(label), 4)) = at(&text) else { panic!("a label of four characters") };
        assert_eq!(LABELS[label].id, "denied");
    }
}
