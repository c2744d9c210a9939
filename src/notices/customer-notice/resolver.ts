/** Root fields of notices. */
import { subscriptionResolvers } from '../../kernel/live/subscription-field.ts';
import { mutations } from '../../kernel/schema/mutation.ts';
import { connectionField, byId, queries } from '../../kernel/schema/query-fields.ts';
import { customerNoticeSend } from './actions.ts';
import { CustomerNotice, noticeList } from './entity.ts';
import { customerNoticeReceived } from './live.ts';

export const NoticeReads = queries({
  customerNotice: byId(() => CustomerNotice, 'A notice by its id.'),
  customerNotices: connectionField(noticeList, 'What you told customers, or were told as one; the newest first.'),
});

export const NoticeMutations = mutations({ customerNoticeSend });

export const NoticeSubscriptions = subscriptionResolvers({ customerNoticeReceived });
