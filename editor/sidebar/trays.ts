import { element } from '../element';

/**
 * Something of ours that slides in where dialogs do; Cancel, or Close, ends it.
 *
 * @param cancel what the button that ends it says
 * @param fill what it shows; `done`: changes the other button
 */
export function showTray(
  title: string,
  content: HTMLElement,
  cancel: string,
  action?: { readonly label: string; readonly act: () => void },
): Tray {
  const box = element('div.voip-dialog.voip-tray', {}, content);
  RED.tray.show({
    title,
    width: 760,
    buttons: [
      { id: 'voip-tray-cancel', text: cancel, click: () => RED.tray.close() },
      ...(action ? [{ id: 'voip-tray-ok', text: action.label, class: 'primary', click: action.act }] : []),
    ],
    open: (tray) => {
      tray.find('.red-ui-tray-body').append(box);
    },
  });
  const button = $('#voip-tray-ok');
  return {
    offer: (label, isPossible) => {
      button.text(label).prop('disabled', !isPossible).toggleClass('disabled', !isPossible);
    },
    close: () => RED.tray.close(),
  };
}

export interface Tray {
  /** What the action's button says, and whether it does something. */
  readonly offer: (label: string, isPossible: boolean) => void;
  readonly close: () => void;
}
