import { element, icon } from './element';

/** A button that puts `text()` on the clipboard and says so. */
export function copyButton(text: () => string, label: string, caption?: string): HTMLButtonElement {
  const button = element(
    'button.red-ui-button.red-ui-button-small.voip-copy',
    {
      type: 'button',
      'aria-label': label,
      title: label,
      onclick: (event) => {
        event.preventDefault();
        // Node-RED's own way: works on plain http too, where the browser's clipboard API does not.
        RED.clipboard.copyText(text(), $(button), 'clipboard.copyMessageValue');
      },
    },
    icon('clipboard'),
    caption && ` ${caption}`,
  );
  return button;
}

/** Hands a text to the browser as a file. */
export function download(fileName: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = element('a', { href: address, download: fileName });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
