import { copyButton } from '../copy';
import { element } from '../element';
import { words } from '../words';
import { showTray } from './trays';

const _ = words('voip-phone');

/** Shows what a bug report needs, to be copied: no secret, no name. */
export function showDiagnostics(): void {
  const text = element('pre.voip-request.voip-diagnostics', { tabindex: '0', 'aria-label': _('diagnostics.title') });
  const status = element('div.voip-hint', { role: 'status' }, _('phones.coming'));
  const copy = copyButton(() => text.textContent ?? '', _('diagnostics.copy'), _('diagnostics.copy'));
  copy.hidden = true;
  showTray(
    _('diagnostics.title'),
    element('div', {}, element('div.voip-setup', {}, _('diagnostics.hint')), status, copy, text),
    _('diagnostics.close'),
  );
  $.ajax('voip-phone/diagnostics', { dataType: 'json' })
    .done((told: unknown) => {
      status.textContent = '';
      text.textContent = JSON.stringify(told, undefined, 2);
      copy.hidden = false;
    })
    .fail(({ status: answer }: { readonly status: number }) => {
      status.textContent = _(answer === 401 || answer === 403 ? 'phones.may-not-look' : 'phones.no-answer');
    });
}
