import { isOwn, vendorOf } from './catalogue';
import { download } from './copy';
import { byId, within } from './element';
import { statusIn } from './fields';
import { words } from './words';

/** A vendor of ours as a file of the user's own, to start from: the runtime has the sources that the browser lacks. */

const _ = words('voip-phone');

interface StartingFile {
  readonly name: string;
  readonly text: string;
}

let chosen: () => string = () => '';
const box = (): HTMLElement => byId('voip-phone-starting');

/** @param vendor id of the one that the dialog shows */
export function prepareStartingFile(vendor: () => string): void {
  chosen = vendor;
  const status = statusIn(box());
  within(box(), 'button').addEventListener('click', () => {
    status.textContent = '';
    $.ajax(`voip-phone/profiles/${encodeURIComponent(chosen())}`, { dataType: 'json' })
      .done(({ name, text }: Partial<StartingFile>) => {
        if (typeof name !== 'string' || typeof text !== 'string') {
          status.textContent = _('starting.failed');
          return;
        }
        download(name, text, 'application/json');
        status.textContent = _('starting.downloaded', { file: name });
      })
      .fail(() => {
        status.textContent = _('starting.failed');
      });
  });
}

/** Offered for vendors of ours: the user has files of the others. */
export function showStartingFile(): void {
  box().hidden = !vendorOf(chosen()) || isOwn(chosen());
  statusIn(box()).textContent = '';
}
