/** 纠正方式: what puts right what a wrong listing or a wrong record has done; 消除不良影响. */
export const CORRECTION_ACTIONS = [
  { code: 'undo-and-apologise', text: '恢复原状并书面致歉' },
  { code: 'public-notice', text: '在原公示渠道公告撤销，消除不良影响' },
  { code: 'tell-users', text: '告知使用过该信息的人员停止使用' },
  { code: 'tell-addressee', text: '书面告知受文单位' },
  { code: 'tell-person', text: '单独告知相关责任人并致歉' },
  { code: 'review-decision', text: '复核依据该信息作出的决定' },
  { code: 'apologise', text: '向主体书面致歉、恢复名誉' },
] as const;
export type CorrectionAction = (typeof CORRECTION_ACTIONS)[number]['code'];
