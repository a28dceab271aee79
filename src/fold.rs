//! Folding of characters that mean the same: widths, radical code points, traditional forms.
//!
//! Takes characters, gives characters; knows nothing of labels, numbers or reports. This is the part of
//! NFKC these reports need, plus what NFKC lacks: PDF writers put radicals (U+2E80–2FD5) where the
//! unified ideographs belong, and mirrors convert pages to traditional characters. A full NFKC table
//! would cost the browser module some 50 kB.

use std::sync::LazyLock;

/// U+2F00–U+2FD5, as NFKC folds them (Unicode 16, `UnicodeData.txt`).
const KANGXI: &str = "\
     一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾\
     干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生\
     用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷\
     豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻\
     黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";
/// U+2E80–U+2EF3; NFKC folds only two of them (source: Unicode `EquivalentUnifiedIdeograph.txt`).
/// `〓` stands where no ideograph of the reports is meant.
const SUPPLEMENT: &str = "\
     〓厂〓〓乙亻冂〓刀刂卜〓小小兀〓〓〓巳幺〓〓忄〓扌攵〓〓日月〓母民氵〓灬〓〓〓牛犭王〓目示礻〓糹纟〓\
     〓〓〓〓羊〓〓〓〓聿肉〓艹艹艹虎衤〓西见角〓讠贝〓车辶辶辶邑钅長〓长门〓阝雨青韦页风飞食〓〓饣〓马骨\
     鬼鱼鸟卤麦黄黾〓齐〓齿〓龙〓〓龟";
/// Traditional characters of the reports' vocabulary, in code point order, and their simplified forms.
const TRADITIONAL: &str = "\
     佈併係個僅價內兩務區參員啟單國團執報場壓壞實審寫將專對導屆屬崗庫廢廣廳強後從復徵徹愛態應戶掃採換搖擔\
     據擬擴擾攝數斷於時暫會東條楊業極構樓標樣樹橋機檔檢權歷歸殘氣決沒況淺減測滅漢潔災為無煩營獎獨獲現瑣環\
     產畢畫異當療癥發盡監盤眾確碼礎禮稅種積穩窮競筆範簡籌糧糾紀約納純紙級細紹終組結絕給統經維網緊線緣編縣\
     縮總績織繳續罰罷羅聯聲職聽腦臨與舉舊萬蓋蘇處虛號虧術衛補裝製複褲見規觀觸訂計訊討託記訟訪設許訴詞詢話\
     該詳認誠誤說誰課調談請諒論諸謀講證識譯議護讀變讓貝財貢貨販貪貫責貯費貼貿賀賄資賓賠賢賣賦質賬購賽贈贏\
     趕趙跡踐車載輔輕輛輩輪輸轄轉辦辭農這進過違遞遠適遲選遺還郵鄉鄰醫釋釐銷鋼錄錢錯鍵鎮鐘鐵鑑鑒長門閉開間\
     閱關陰陸陽階際隨險隱雖雙離難電靈靜韋頁頂項順須預頒頓領頭頻題額願類顧顯風飛飯飲館馬駐駕騙驗驚體鬧魚鮮\
     鳥麗麥麼黃點齊齡龍";
const SIMPLIFIED: &str = "\
     布并系个仅价内两务区参员启单国团执报场压坏实审写将专对导届属岗库废广厅强后从复征彻爱态应户扫采换摇担\
     据拟扩扰摄数断于时暂会东条杨业极构楼标样树桥机档检权历归残气决没况浅减测灭汉洁灾为无烦营奖独获现琐环\
     产毕画异当疗症发尽监盘众确码础礼税种积稳穷竞笔范简筹粮纠纪约纳纯纸级细绍终组结绝给统经维网紧线缘编县\
     缩总绩织缴续罚罢罗联声职听脑临与举旧万盖苏处虚号亏术卫补装制复裤见规观触订计讯讨托记讼访设许诉词询话\
     该详认诚误说谁课调谈请谅论诸谋讲证识译议护读变让贝财贡货贩贪贯责贮费贴贸贺贿资宾赔贤卖赋质账购赛赠赢\
     赶赵迹践车载辅轻辆辈轮输辖转办辞农这进过违递远适迟选遗还邮乡邻医释厘销钢录钱错键镇钟铁鉴鉴长门闭开间\
     阅关阴陆阳阶际随险隐虽双离难电灵静韦页顶项顺须预颁顿领头频题额愿类顾显风飞饭饮馆马驻驾骗验惊体闹鱼鲜\
     鸟丽麦么黄点齐龄龙";

/// First code point of the Kangxi radicals block.
const KANGXI_FIRST: u32 = 0x2F00;
/// First code point of the CJK radicals supplement block.
const SUPPLEMENT_FIRST: u32 = 0x2E80;
/// First code point of the unified ideographs, and how many there are.
const FIRST_IDEOGRAPH: u32 = 0x4E00;
const IDEOGRAPHS: u32 = 0x5200;

static RADICALS: LazyLock<(Vec<char>, Vec<char>)> =
    LazyLock::new(|| (SUPPLEMENT.chars().collect(), KANGXI.chars().collect()));
/// For each of the unified ideographs the simplified form, or 0 where it is its own.
static SCRIPT: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut script = vec![0; IDEOGRAPHS as usize];
    for (traditional, simplified) in TRADITIONAL.chars().zip(SIMPLIFIED.chars()) {
        if let Some(slot) = script.get_mut((u32::from(traditional) - FIRST_IDEOGRAPH) as usize) {
            *slot = u16::try_from(u32::from(simplified)).unwrap_or(0);
        }
    }
    script
});

/// Folds width and radicals: what a character *is*, whatever writer produced it.
///
/// Full-width ASCII becomes ASCII, every kind of space becomes `' '`, radicals become ideographs.
pub fn fold(c: char) -> char {
    // Nearly every character is one of these.
    if matches!(c, '\0'..='\u{9F}' | '\u{3001}'..='\u{FF00}') {
        return c;
    }
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{00A0}' | '\u{3000}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => ' ',
        '\u{2E80}'..='\u{2FD5}' => fold_radical(c),
        _ => c,
    }
}

fn fold_radical(c: char) -> char {
    let (supplement, kangxi) = &*RADICALS;
    let code = u32::from(c);
    let found = match code.checked_sub(KANGXI_FIRST) {
        Some(offset) => kangxi.get(offset as usize),
        None => supplement.get((code - SUPPLEMENT_FIRST) as usize),
    };
    found.copied().filter(|&folded| folded != '〓').unwrap_or(c)
}

/// [`fold`], then traditional characters to simplified ones.
pub fn fold_script(c: char) -> char {
    let c = fold(c);
    let Some(at) = u32::from(c).checked_sub(FIRST_IDEOGRAPH) else { return c };
    match SCRIPT.get(at as usize) {
        Some(&simplified) if simplified > 0 => char::from_u32(u32::from(simplified)).unwrap_or(c),
        _ => c,
    }
}

/// Characters that take no place and mean nothing: zero-width joiners, byte order marks, soft hyphens,
/// bidirectional controls. Not U+202E: it shows digits in reverse, so a figure with it is not what it seems.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202D}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_become_the_ideographs_they_show() {
        let seen: String = "⾏政诉讼 ⾃然⼈ ⽆正当理由 ⺠⻅⻥⻓⻔⻬⻛".chars().map(fold).collect();
        assert_eq!(seen, "行政诉讼 自然人 无正当理由 民见鱼长门齐风");
    }

    #[test]
    fn widths_fold_to_ascii() {
        let seen: String = "１２，３４５．６％　－".chars().map(fold).collect();
        assert_eq!(seen, "12,345.6% -");
    }

    #[test]
    fn traditional_labels_fold_to_simplified_ones() {
        let seen: String =
            "規範製發件數處理決定數量行政強制單位萬元結轉復議訴訟".chars().map(fold_script).collect();
        assert_eq!(seen, "规范制发件数处理决定数量行政强制单位万元结转复议诉讼");
    }

    #[test]
    fn the_two_columns_of_every_table_have_one_length() {
        assert_eq!(TRADITIONAL.chars().count(), SIMPLIFIED.chars().count());
        assert_eq!(KANGXI.chars().count(), 0x2FD6 - 0x2F00);
        assert_eq!(SUPPLEMENT.chars().count(), 0x2EF4 - 0x2E80);
        assert!(TRADITIONAL.chars().is_sorted(), "so that a missing one is seen");
    }
}
