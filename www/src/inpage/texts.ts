// What the panel says on a page that is not ours; such pages are Chinese.

export const texts = {
  title: '勾稽核对', again: '重新核对', remove: '去除标记', working: '正在核对本页的表格…', broken: '核对程序没能启动：本页的安全策略可能不允许。可以复制表格，到核对网页中粘贴。',
  none: '本页没有找到年报的表格。', legend: '红色粗框：很可能有误；橙色粗框：可能有误；橙色虚线：所在关系不一致。',
  unchecked: (count: number) => `另有 ${count} 项没有核对。`, unplaced: (count: number) => `有 ${count} 处问题在本页中对不上位置，只列在这里。`,
  local: '全部在本机浏览器内完成，不上传任何数据。', tables: '这里只核对表格；正文请到核对网页中核对。',
};
