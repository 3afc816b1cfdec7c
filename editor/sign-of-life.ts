import type { Finding } from '../nodes/lib/phones/finding';
import { vendorOf } from './catalogue';
import { byId, element, icon, within } from './element';
import { statusIn } from './fields';
import type { PhoneNode } from './nodes';
import { words } from './words';

const _ = words('voip-phone');

/**
 * The "Test" button: asks the runtime to ask the phone, and says what was found. The runtime knows only what is
 * deployed, so there is nothing to be asked before.
 *
 * @param node whose dialog is open
 */
export function prepareTest(node: PhoneNode): void {
  const box = byId('voip-phone-test');
  const button = within(box, 'button');
  const status = statusIn(box);
  const before = typed(box);
  const say: Say = (look, sentence, detail) =>
    status.replaceChildren(
      icon(look),
      element('span', {}, ` ${sentence}`, detail && ' ', detail && element('code', {}, detail)),
    );

  button.addEventListener('click', () => {
    if (!RED.user.hasPermission('voip-phone.write')) return say('lock', _('test.not-permitted'));
    if (!isDeployed(node) || typed(box) !== before) return say('info-circle', _('test.deploy-first'));
    button.disabled = true;
    say('spinner fa-spin', _('test.asking'));
    const request = { method: 'POST', contentType: 'application/json', data: '{}', dataType: 'json' };
    $.ajax(`voip-phone/${encodeURIComponent(node.id)}/test`, request)
      .done((finding: Finding) => show(finding, node, say))
      .fail(
        ({ status: answer, responseJSON }: { readonly status: number; readonly responseJSON?: Partial<Finding> }) => {
          if (isFinding(responseJSON)) show(responseJSON, node, say);
          else say('warning', _(answer === 401 || answer === 403 ? 'test.not-permitted' : 'test.no-server'));
        },
      )
      .always(() => {
        button.disabled = false;
      });
  });
}

/** Writes what was found beside the button: an icon, our sentence, and what others said. */
type Say = (look: string, sentence: string, detail?: string) => void;

/** Whatever stands between may answer with something of its own. */
const isFinding = (answer: Partial<Finding> | undefined): answer is Finding => typeof answer?.outcome === 'string';

/** All that stands in the dialog's fields, to see whether somebody has changed it. */
const typed = (box: HTMLElement): string =>
  JSON.stringify(
    [
      ...(box.closest('.voip-dialog')?.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select') ?? []),
    ].map(({ id, value }) => [id, value]),
  );

function isDeployed({ id }: PhoneNode): boolean {
  const node = RED.nodes.node(id);
  const tls = node?.['tls'] ? RED.nodes.node(node['tls']) : undefined;
  return Boolean(node && !node.changed && !node.d && !tls?.changed);
}

/** Findings that SIP has other words for. */
const BY_SIP: readonly Finding['outcome'][] = [
  'reachable',
  'unauthorized',
  'password-missing',
  'forbidden',
  'silent',
  'redirect',
  'not-understood',
  'failed',
  'no-tls',
];

function show({ outcome, transport, status, code, target, names }: Finding, { vendor }: PhoneNode, say: Say): void {
  const bySip = transport === 'sip';
  const key = bySip && BY_SIP.includes(outcome) ? `${outcome}-sip` : outcome;
  // A certificate's names are the other side's text: they stand apart from our sentence.
  const detail = names?.join(', ') ?? (status === undefined ? code : `${bySip ? 'SIP' : 'HTTP'} ${status}`);
  const known = vendorOf(vendor);
  const vendorLabel = known && !known.anyMake ? known.label : 'VoIP';
  const sentence =
    key === 'redirect' && !target ? _('finding.redirect-blind') : _(`finding.${key}`, { vendor: vendorLabel, target });
  say(outcome === 'reachable' ? 'check' : 'warning', sentence, detail);
}
