//! The words that carry a sentence, besides the labels of `forms::claims`: subjects, negations, years,
//! scopes, ways of applying. One line per class; a class is what the other stages reason
//! with. A word that is in none is unknown, and narrows what it stands with.

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
    /// Each of several.
    Apiece,
    /// Left out.
    Except,
    /// Said of cases taken in by a court.
    Filed,
    /// Between two of a kind.
    And,
    /// 12件中: of these.
    Of,
    /// All of it together.
    Sum,
    /// 为, 有: before a number.
    Equals,
    /// Up or down to.
    Reach,
    /// 其他: which, the list says.
    Others,
    /// What requests ask about.
    Topic,
    /// 涉及, 不服: what a case is about.
    Concern,
    /// 以…名义: in whose name.
    Behalf,
    /// 这, 上述: said before.
    Back,
    /// 收费通知 for the processing of information.
    FeeNotice,
    /// Names something that no cell is compared with.
    Unbound,
}

#[rustfmt::skip]
static CLASSES: [(Word, &str); 39] = [
    (Word::Not, "未 没有 无 零 没 未曾 未有 暂无 暂未 并无 从未 尚未 不存在 并未 未予 不曾 未再 亦无 也未 亦未 也无"),
    (Word::All, "均 全部 所有 都 悉数 皆 全 一律 全数 均已 全部均 逐件均"),
    (Word::InTime, "按时 按期 及时 如期 法定期限 法定期限内 法定时限 法定时限内 规定期限 规定期限内 规定时限 规定时限内 时限内 期限内 在规定时间内 法定时间内 法定期限届满前 时限要求 规定的期限内 法律规定期限内 按规定时限 按法定期限 按法定时限 法定答复期限内 按要求 按照要求"),
    (Word::Rest, "其余 剩余 余下 另外 另有 其它"),
    (Word::Among, "其中"),
    (Word::Past, "上年 上年度 上一年 上一年度 去年 前一年 往年 年初"),
    (Word::Now, "今年 本年 本年度 今年以来 当年度 当年"),
    (Word::Future, "下年 下年度 下一年 下一年度 次年 明年 来年 次年度 今年年初"),
    (Word::Span, "季度 上半年 下半年 月份 每月 每年 每天 每件 平均 日均 月均 年均 以来 近年 历年 五年 三年 两年 十年 专项 试点 工作日 期间 半年 前三季度 一季度 二季度 三季度 四季度 上季度 当月 同期内 近三年 近两年 近五年 三年来 五年来 历年来 累年 平均每月 平均每件 至今 截止目前 最高 峰值 施行以来 实施以来 人均 户均 每人 每单 下月 次月 上月 本月"),
    (Word::Compare, "同比 环比 较上年 比上年 较去年 比去年 较上年度 比上年度 较上一年 比上一年 与上年 与去年 相比 增加 减少 增长 下降 上升 回落 降低 增幅 降幅 上涨 同期 较 持平 多于 少于 上年同期 比 多出 增多 增加了 减少了 增长了 下降了 上年度同期 去年同期 与上年度 与上一年 较上年同期 同比增长 同比增加 同比减少 同比下降 同比上升 环比增长 增长率 下降率 增长幅度"),
    (Word::Reach, "增至 升至 降至 减至 增加到 增加至 上升到 上升至 下降到 下降至 减少到 减少至 增长到 增长至 增为 降为"),
    (Word::About, "约 近 逾 超 超过 多 以上 左右 不足 接近 将近 大约 至少 最多 共约 上百 数十 少"),
    (Word::Wide, "全市 全区 全县 全州 全省 全旗 全盟 全域 各级 我市 我区 我省 我州 本市 本区 本县 全县区 全市各级 全州各级 各级各部门 全州上下 我旗 政府系统"),
    (Word::Body, "办公室 办公厅 政府办 区政府办 县政府办 市政府办 党政办 综合办 发改委 卫健委 住建委 国资委 经信委 教委 科委 农委 商务委 管委 检察院 乡 局 镇 乡镇 街道 部门 委员会 中心 大队 支队 分局 本级 厅 社区 集团 管委会 开发区 园区 镇街 学校 医院 公司 所辖 下属 直属单位 镇属各单位 企事业单位 县直部门 市直部门 州直部门 区直部门 下属单位 所辖社区 所辖各村 所属单位 局机关 厅机关 委机关 机关本级 市政府办公室 县政府办公室 区政府办公室 省政府办公厅 州政府办公室 政府办公室 人民政府办公室 职能部门 各单位"),
    (Word::Way, "当面 现场 窗口 信函 邮寄 邮政 信件 挂号信 网络 网上 线上 线下 在线 互联网 电子邮件 电子邮箱 邮件 传真 平台 网站 系统 书面 快递 纸质 其他形式 其他方式 其他途径 其他渠道 小程序 电子表单 网络平台 邮寄渠道 邮政邮寄 书信 现场递交 现场提交 当面递交 当面提交 线上申请 线下申请 网上申请 网络申请 信函申请 当面申请 来人 来函 在线平台 政务服务网 一体化平台 专用信箱 邮箱 EMS 快件 柜台 到场 微信小程序 来信申请 来函申请 来电申请"),
    (Word::Share, "占 占比 比例 比重 占总数 占总量 占总数的 占比为 占比达 所占比例 所占比例为 比率"),
    (Word::Rate, "办结率 答复率 办理率 按时办结率 按时答复率 按期答复率 按期办结率 及时答复率 及时办结率 及时率 答复及时率 按期率 按时率 办理及时率 办复率"),
    (Word::Each, "分别 依次"),
    (Word::Apiece, "各"),
    (Word::Etc, "等 等原因 等情形 等事由"),
    (Word::With, "含 包括 包含 加上 连同"),
    (Word::Except, "除 除了"),
    (Word::Subset, "延期 电话 口头 首次 转办 转送 督办 上级 协商 约谈 补充 征求 交办 撤销申请 撤回申请 主动撤回 不属于 信息不存在 不含 扣除 预计 计划 目标 拟 力争 可 应当 例如 比如 举例 主动公开政府信息 新申请 确保 做到 必须 督促 务必 要求各 争取 规范 提高 加强 转交 移送 延期答复 延长 告知向 向有关机关 其他机关 有权机关 逾期答复 超期 超期答复 抽取 参训 协办 协助 会办 转来 交由 修订 修改 主动撤销 补正通知 告知书 评查 复核 回访 沟通 部门间 跨部门 出庭 负责人 约束 面向 举办 培训"),
    (Word::Filed, "新立案 立案 新发生 新增案件 案发"),
    (Word::And, "、 或者 以及 和 及 与 或 并及 /"),
    (Word::Of, "中 之中 当中 里"),
    (Word::Sum, "共 共计 合计 总计 总共 一共 共有 总数 总量 小计 计 累计"),
    (Word::Equals, "为 是 达 达到 有 等于"),
    (Word::Others, "其他 其他情形 其他类 其他原因 其他组织 其他单位 其他申请人 其他类型"),
    (Word::Unbound, "公开 不公开"),
    (Word::Topic, "主要涉及 主要集中 主要集中在 集中在 内容涉及 内容主要涉及 内容主要 主要内容 申请内容 申请内容主要 内容集中 围绕 主要围绕 反映 申请事项 公开内容"),
    (Word::Back, "这 上述 前述 该 以上这"),
    (Word::FeeNotice, "收费通知"),
    (Word::Concern, "涉及 涉 针对 关于 不服 对于"),
    (Word::Behalf, "名义"),
    (Word::Requests, "信息公开申请 政府信息公开申请 政务信息公开申请 依申请公开 公开申请 信息公开的申请 政府信息公开的申请 申请公开 申请公开政府信息 依申请公开政府信息 依申请公开信息 政府信息依申请公开 公开政府信息的申请 要求公开政府信息 要求公开信息 依申请公开申请 依申请公开的申请 依申请 信息申请 政府信息申请 要求政府信息公开 政府信息依申请公开申请 依申请公开件 依申请公开事项 依申请件 公开申请件 申请公开件 政府信息公开申请件 政务公开申请 依申请公开政府信息申请 依申请公开请求 公开请求 申请事件 信息公开申请事件 政府信息公开申请事件 政府信息公开申请办件 依申请公开办件 申请办件"),
    (Word::Apply, "申请 申请件 有效申请 申请量 申请数量 申请总量 申请书"),
    (Word::Foreign, "登记申请 注册申请 认定申请 备案申请 变更申请 核准申请 资格申请 补助申请 补贴申请 贷款申请 建议 提案 议案 热线 12345 信访 来信 来访 留言 咨询 投诉 举报 信箱 问政 工单 诉求 网民 稿件 解读 新闻 发布会 访谈 公众号 微信 微博 抖音 视频 点击 访问 浏览 简报 会议 检查 督查 整改 问卷 征集 预决算 项目 证照 政务服务 一件事 好差评 舆情 市场主体 不动产 低保 医保 社保 救助 补贴 人才 职称 专利 商标 许可申请 仲裁 应诉 民事 刑事 赔偿 规章制度 政策文件 政策性文件 权责清单 权力事项 行政权力 政务公开专区 典型案例 听证 审计 公示 公布 发布 归集 案卷评查 事项清单 许可事项 处罚事项 强制事项 收费项目 行政检查 行政确认 行政奖励 审批 信用 村务 党务 表彰 课题 司法 检察 12345政务服务便民热线 便民热线 服务热线 群众诉求 来件 信访件 信访事项 来信来访 事件 网格 矛盾纠纷 纠纷 业务 证书 不动产登记 商事登记 网络理政 回应 阅读量 推送 推文 图文 图解 宣传 抽检 抽查 满意率 满意度 好评率 办件 政务服务事项 服务事项 民生 通报 招标 预算 决算 采购公告 志愿 文书 行政复议决定书 复议决定书"),
    (Word::Neutral, "法院 人民法院 判决 复议机关 行政复议机关 复议机构 行政复议机构 的 了 全年 年内 信息公开 政府信息公开 政务公开 公民、法人和其他组织 公民、法人或者其他组织 公民、法人或其他组织 公民、法人及其他组织 公民法人和其他组织 公民、法人 申请人 公众 群众 社会公众 因 由 被 对 有关 相关 发生 产生 存在 过 例 起 宗 件 案 情况 情形 事项 现象 工作 引起 引发 导致 提出 提起 任何 数量 数 决定 方面 类 以 并 已 而 要求 仅 也 依法 其 于 信息公开答复 公开答复 答复不服 所 给予 后 具体 如下 目前 实际 我县 我乡 情况为 格局 布局 大局 受理渠道 申请渠道 数据 布置 新闻办 工作机制 办理流程 答复文书 答复质量 办理质量 受理机关 办理时限 答复时限 处理决定 处理结果 处理情况 办理情况 答复情况 办理结果 机关 县政府 区政府 市政府 提交 递交 答复期限 办理期限 城乡 规定 按照 根据 依照 按 申请主体 申请来源 申请类型 申请方式 件次 目 截至 截止 年底 年末 年终 底 末 期末 一年来 过去一年 全年度 报告期 报告期内 报告年度 年度 统计期内 当期 本期 本年度内 年度内 进入办理程序 作为 从 看 来看 来自 以及其 系 所涉 属 认定 经 据统计 统计 梳理 经审查 经检索 经研究 依规 认真 妥善 严格 高效 稳妥 准确 有序 规范有序 依程序 按程序 逐件 逐一 分 构成 结构 上 在 总体 整体 较为 平稳 申请者 主体 身份 渠道 方式 形式 途径 来源 寄送 报送 递送 发来 提请 发起 送达 作 出 做出 应 应办 需 需要 需办理 共需 待 至 到 向 我 本 及其 信息公开工作机构 行政 收取 缴纳 不再处理 行政机关不再处理其政府信息公开申请 告知 决定书 分别作出 主要 主要为 主要是 原因 理由 事由 加 加之 再加上 外 之外 各类 各项 各种 各式 此外 同时 其次 还 又 另 且 则 即 就 便 才 只 只有 最终 最后 现 现有 业已 本级政府 受到 遭 面临 涉诉 涉及政府信息公开 涉政府信息公开 涉信息公开 涉及信息公开 新 期间内 上述三种 以上三种 三项 两项 各项合计 类别 类行政复议 依据 因此 故 开展 实施 实行 执行 完成 征收 收缴 查办 查处 公布实施 全年累计 累计共 本年累计 年内累计 年内共 国令 结果 答复结果 处理方式 办理方式 型 第 针对性 其中的 所有的 里面 具体为 具体是 分别是 主要包括 如 以上三类 以上几项 以上各项 届满 未满 未届满 尚未届满 案情 复杂 尚在 仍在 仍有 尚有 还有 期限 信息 申请信息 内容 四项 五项 六项 三类 两类 四类 三种 两种 两者 三者 几项 上述三项 以上三项 视为 放弃 不再 依法不予 危及 可能危及 由此 依法依规地 直接 居民 村民 市民 之后 再 未经 径行 另外的 剩下 逐一登记 逐一分办 居多 占多数 较多 为主 以自然人为主 办理事项 不满意 不满 政府 申诉 我单位 本单位 事务 请求 公开途径 公开渠道 多种渠道 多种途径 通过 信息公开类 政府信息公开类"),
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
