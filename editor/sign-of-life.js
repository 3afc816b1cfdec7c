import { vendorOf } from './catalogue.js';
import { element, icon } from './element.js';
import { words } from './words.js';

const _ = words('voip-phone');

/**
 * The "Test" button: asks the runtime to ask the phone, and says what was found. The runtime knows only what is
 * deployed, so there is nothing to be asked before.
 *
 * @param {object} node whose dialog is open
 */
export function prepareTest(node) {
  const box = document.getElementById('voip-phone-test');
  const button = box.querySelector('button');
  const status = box.querySelector('[role=status]');
  const before = typed(box);
  const say = (look, sentence, detail) =>
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
      .done((finding) => show(finding, node, say))
      .fail(({ status: answer, responseJSON }) => {
        if (responseJSON?.outcome) show(responseJSON, node, say);
        else say('warning', _(answer === 401 || answer === 403 ? 'test.not-permitted' : 'test.no-server'));
      })
      .always(() => {
        button.disabled = false;
      });
  });
}

/** All that stands in the dialog's fields, to see whether somebody has changed it. */
const typed = (box) =>
  JSON.stringify(
    [...box.closest('.voip-dialog').querySelectorAll('input, select')].map(({ id, value }) => [id, value]),
  );

function isDeployed({ id }) {
  const node = RED.nodes.node(id);
  const tls = node?.tls && RED.nodes.node(node.tls);
  return Boolean(node) && !node.changed && !node.d && !tls?.changed;
}

/** Findings that SIP has other words for. */
const BY_SIP = [
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

function show({ outcome, transport, status, code, target, names }, { vendor }, say) {
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
