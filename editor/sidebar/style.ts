/** Puts the style sheets beside this script into the page, once. */
export function style(): void {
  // Dialogs bring the first of them, too, where their code has come.
  for (const file of ['editor.css', 'sidebar.css']) {
    const href = new URL(`./${file}`, import.meta.url).href;
    if ([...document.querySelectorAll('link')].some((link) => link.href === href)) continue;
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = href;
    document.head.append(link);
  }
}
