import type { Finding } from '../nodes/lib/phones/finding';
import { byId, element, icon, within } from './element';
import { dialogFields, statusIn, valueOf } from './fields';
import { findingWords } from './finding-words';
import type { PhoneNode } from './nodes';
import { words } from './words';

const _ = words('voip-phone');
const { field, text, isChecked } = dialogFields('node-config-input-');

/**
 * The "Test" button: asks the runtime to ask the phone as it stands in the dialog, and says what was found. Of a stored
 * password this side only knows that there is one: the runtime puts it in, where it goes to the place it was stored for.
 *
 * @param node whose dialog is open
 */
export function prepareTest(node: PhoneNode): void {
  const box = byId('voip-phone-test');
  const button = within(box, 'button');
  const status = statusIn(box);
  const say: Say = (look, sentence, detail) =>
    status.replaceChildren(
      icon(look),
      element('span', {}, ` ${sentence}`, detail && ' ', detail && element('span.voip-hint', {}, detail)),
    );

  button.addEventListener('click', () => {
    if (!RED.user.hasPermission('voip-phone.write')) return say('lock', _('test.not-permitted'));
    const tls = RED.nodes.node(text('tls'));
    if (tls?.changed) return say('info-circle', _('test.deploy-first'));
    const vendor = text('vendor');
    button.disabled = true;
    say('spinner fa-spin', _('test.asking'));
    const data = JSON.stringify(shown(node.id));
    $.ajax('voip-phone/test', { method: 'POST', contentType: 'application/json', data, dataType: 'json' })
      .done((finding: Finding) => show(finding, vendor, say))
      .fail(
        ({ status: answer, responseJSON }: { readonly status: number; readonly responseJSON?: Partial<Finding> }) => {
          if (isFinding(responseJSON)) show(responseJSON, vendor, say);
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
export const isFinding = (answer: Partial<Finding> | undefined): answer is Finding =>
  typeof answer?.outcome === 'string';

export const PROPERTIES = [
  ...(['name', 'vendor', 'model', 'mac', 'host', 'port', 'protocol', 'tls', 'login', 'path', 'separator'] as const),
  ...(['transport', 'sipUri', 'sipTransport', 'sipProxy', 'sipFrom', 'sipLocal'] as const),
];
export const CREDENTIALS = ['username', 'password', 'sipUsername', 'sipPassword'] as const;

/** The phone as its fields say, as `readShown` reads it. Blanks at the ends of a password are part of it. */
function shown(id: string): object {
  const properties = Object.fromEntries(PROPERTIES.map((name) => [name, text(name)]));
  return {
    id,
    properties: { ...properties, tls: text('tls').replace('_ADD_', ''), legacyTls: isChecked('legacyTls') },
    credentials: Object.fromEntries(CREDENTIALS.map((name) => [name, valueOf(field(name))])),
  };
}

function show(finding: Finding, vendor: string, say: Say): void {
  const { sentence, detail } = findingWords(finding, vendor);
  say(finding.outcome === 'reachable' ? 'check' : 'warning', sentence, detail);
}
