import { noticesTopic } from '@credit/contracts/topics';
import { defineAggregate } from '@credit/persistence';
import type { NoticeStore } from '../application/desk.ts';
import { evolveNotice, noNotice } from '../domain/notice/notice.ts';
import { NoticeRow, toRow, toState } from './notice.row.ts';

/** 通报 store. Nothing of a notice is public: it goes to its addressee's own topic, written beside it in the same transaction ({@link noticesTopic}). */
export const notices: NoticeStore = defineAggregate({
  type: 'notice', topic: noticesTopic('nobody'), entity: NoticeRow, initial: noNotice, evolve: evolveNotice, toRow, toState,
  keyOf: (state) => (state.status === 'absent' ? '' : state.subject.subjectId), publish: { NoticeSent: () => null, NoticeUnaddressed: () => null, NoticeReceived: () => null },
});
