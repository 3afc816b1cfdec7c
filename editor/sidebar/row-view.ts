import { words } from '../words';
import type { RowView } from './phone-list';
import { doing, isGrave, lookOf, seenText, troubles, wholeText } from './row-words';
import type { ShownPhone } from './rows';
import type { SetupLine } from './setup-words';
import type { Found } from './testing';

const _ = words('voip-phone');

/** A phone and what was found out about it, as its row shows them. */
export function rowView(
  phone: ShownPhone,
  setup: SetupLine | undefined,
  found: Found | undefined,
  vendorLabel: (id: string) => string,
): RowView {
  const { id, label, number, vendor, model, address, isLearned, problems, standing } = phone;
  const trouble = troubles(phone);
  const make = [vendorLabel(vendor), model].filter(Boolean).join(' ');
  const isBad = found ? !found.isGood : problems.some(isGrave);
  const more = [
    found?.text,
    setup && _('setup-state.whole', { text: [setup.text, setup.more].filter(Boolean).join('. ') }),
  ];
  return {
    id,
    look: lookOf(phone),
    classes: [
      `voip-is-${standing}`,
      ...(phone.state === undefined ? [] : [`voip-is-${phone.state.replace(/[^a-z]/g, '')}`]),
      ...(isBad ? ['voip-is-bad'] : trouble !== '' && !found ? ['voip-is-warning'] : []),
      ...(found?.isGood ? ['voip-is-good'] : []),
      ...(setup?.isOdd ? ['voip-is-odd'] : []),
    ],
    title: label,
    state: doing(phone),
    time: seenText(phone),
    below: found?.text || trouble || [number, make].filter(Boolean).join(' · '),
    address,
    mark: isLearned ? _('phones.learned-mark') : '',
    setup: setup?.text ?? '',
    whole: wholeText(phone, vendorLabel, more.filter(Boolean).join(', ')),
  };
}
