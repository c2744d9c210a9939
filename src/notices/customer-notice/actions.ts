/** What can be done with notices: they are sent, and then they stand. */
import { action } from '../../kernel/write/mutation-action.ts';
import { sanitizeHtml } from '../../kernel/write/sanitize-html.ts';
import { kernelMessages } from '../../kernel/i18n/kernel-messages.ts';
import { notFound, Problem } from '../../kernel/write/problem.ts';
import { ServiceIncident } from '../stubs.ts';
import { NoticeDelivery } from './delivery.ts';
import { CustomerNotice } from './entity.ts';
import { CustomerNoticeSendInput } from './inputs.ts';
import { noticeMessages as say } from './messages.ts';
import { noticePolicy } from './policy.ts';
import { recipientsOf } from './recipients.ts';
import { BARS_VENDOR, type NoticeSource } from './topic.ts';

export const customerNoticeSend = action(
  {
    description: 'Tells customers something, as far as it is for you to tell them (rules R14 to R17): all of them, or none.',
    input: CustomerNoticeSendInput,
    returns: { notice: () => CustomerNotice },
  },
  async ({ customerIds, html: given, ...said }, act) => {
    const { topic, product, incidentId, subscriptionId } = said;
    const { kind, organization: senderId, name: author } = act.viewer;
    act.authorize(noticePolicy, 'send');
    const bar = kind === 'VENDOR' ? BARS_VENDOR[topic] : null;
    if (bar) throw new Problem('FORBIDDEN', say.vendorTopic({ topic }), { field: 'topic', rule: bar });
    if (topic === 'SUBSCRIPTION' || subscriptionId !== null) act.authorize(noticePolicy, 'tellOfSubscriptions');
    if (topic === 'OTHER_PRODUCT' && kind === 'VENDOR') act.authorize(noticePolicy, 'tellOfOtherProducts');
    if (customerIds.length === 0) throw new Problem('INVALID', kernelMessages.empty({ field: 'customerIds' }), { field: 'customerIds' });
    if (topic === 'OTHER_PRODUCT' && product === null) throw missing('product');
    if (topic !== 'OTHER_PRODUCT' && product !== null) throw new Problem('INVALID', say.productElsewhere(), { field: 'product' });
    if (topic === 'SERVICE_INCIDENT' && incidentId === null) throw missing('incidentId');
    if (incidentId && !(await act.canSee(ServiceIncident, incidentId))) throw notFound('incidentId', say.noIncident());
    const html = sanitizeHtml(given);
    if (html === '') throw new Problem('INVALID', say.nothingToShow(), { field: 'html' });
    const recipients = await recipientsOf(act, customerIds, said);

    const notice = act.em.create(CustomerNotice, { ...said, html, source: kind as NoticeSource, senderId, author, sentAt: act.now });
    await act.em.flush();
    act.notifyOrganizations(recipients);
    for (const customerId of recipients) {
      const delivery = act.em.create(NoticeDelivery, { noticeId: notice.id, customerId, sentAt: act.now });
      act.emitEvent('notice.sent', delivery);
    }
    return { notice };
  },
);

const missing = (field: string) => new Problem('INVALID', kernelMessages.required({ field }), { field });
