// Traditional characters for simplified ones. The characters are those that the page and the checks use, after OpenCC
// 1.4.2 with the usual forms (為, 裡, 群); the words are those where one simplified character stands for several. A test
// holds that nothing simplified is left.

const FROM = '万与专业丢两个临为举么义乡书乱争于产亿仅从价众会传体余侧偿储党关内写决况准减几凭击划则删别办务动励区医华协单却厅历压县叁参发变台号后听启员周咨响团园围国图圆场坏处复层头夹奖学实审对导将尽属布带并应废开异弃张强归当录征径态总户执扫护报拟择挂损换据搁数断无旧时显暂机权条来松构标栏样档检毕汇汉没泽浅浏涨滚点热独环现电监着码确离种秘称稳穷笔筛签简类系纠红约级纯纳纸纹线组细织终经结给络统继续维编缩缴网罚职联脑舆舍节范获虚衔补见观规视览计认训议记许论讼设访证评识诉词试话询该详语误说请读课谁调谈负责败账质购贰贴贵费赔车转软载较输边达过运还这进违连适选递遗邮邻采释里针钟销错键镇长门闭问间闻阅队际陆随隐难页项顺须预频题额颠馈驳验齐';
const TO = '萬與專業丟兩個臨為舉麼義鄉書亂爭於產億僅從價眾會傳體餘側償儲黨關內寫決況準減幾憑擊劃則刪別辦務動勵區醫華協單卻廳歷壓縣叄參發變臺號後聽啟員週諮響團園圍國圖圓場壞處複層頭夾獎學實審對導將盡屬佈帶並應廢開異棄張強歸當錄徵徑態總戶執掃護報擬擇掛損換據擱數斷無舊時顯暫機權條來鬆構標欄樣檔檢畢彙漢沒澤淺瀏漲滾點熱獨環現電監著碼確離種祕稱穩窮筆篩籤簡類係糾紅約級純納紙紋線組細織終經結給絡統繼續維編縮繳網罰職聯腦輿捨節範獲虛銜補見觀規視覽計認訓議記許論訟設訪證評識訴詞試話詢該詳語誤說請讀課誰調談負責敗賬質購貳貼貴費賠車轉軟載較輸邊達過運還這進違連適選遞遺郵鄰採釋裡針鐘銷錯鍵鎮長門閉問間聞閱隊際陸隨隱難頁項順須預頻題額顛饋駁驗齊';
const WORDS: Record<string, string> = {
  答复: '答覆', 反复: '反覆', 回复: '回覆', 恢复: '恢復', 复制: '複製', 制作: '製作', 研制: '研製',
  系统: '系統', 联系: '聯繫', 批注: '批註', 备注: '備註', 附注: '附註', 标注: '標註', 头注: '頭註',
  准予: '准予', 批准: '批准', 合并: '合併', 外汇: '外匯', 占用: '佔用', 面积: '面積', 布局: '布局',
};

const characters = new Map(Array.from(FROM).map((one, at): [string, string] => [one, TO.charAt(at)]));
const parts = new RegExp(`${Object.keys(WORDS).join('|')}|[${FROM}]`, 'g');

export const traditional = (text: string): string => text.replace(parts, (part) => WORDS[part] || characters.get(part) || part);

/** Every text in it, and what every function in it says. What a function is given, a name or a figure, stays. */
export function converted<T>(value: T): T {
  if (typeof value === 'string') return traditional(value) as T & string;
  if (typeof value === 'function') return ((...given: unknown[]) => around(value as unknown as (...all: unknown[]) => unknown, given)) as unknown as T;
  if (Array.isArray(value)) return value.map(converted) as unknown as T;
  if (typeof value !== 'object' || value === null) return value;
  const made: Record<string, unknown> = {};
  for (const key of Object.keys(value)) made[key] = converted((value as Record<string, unknown>)[key]);
  return made as T;
}

/** Strings given go through as marks that are no characters of any text. */
function around(say: (...all: unknown[]) => unknown, given: unknown[]): unknown {
  const said = say(...given.map((one, at) => (typeof one === 'string' && one ? String.fromCharCode(0xe000 + at) : one)));
  return typeof said === 'string' ? traditional(said).replace(/[\ue000-\ue0ff]/g, (mark) => String(given[mark.charCodeAt(0) - 0xe000])) : said;
}
