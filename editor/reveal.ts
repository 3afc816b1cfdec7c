/** Scrolls the pane around an element until it stands at its top, as far as that goes. */
export function revealAtTop(element: HTMLElement): void {
  let pane = element.parentElement;
  while (pane && !(pane.scrollHeight > pane.clientHeight && /auto|scroll/.test(getComputedStyle(pane).overflowY)))
    pane = pane.parentElement;
  if (pane) pane.scrollTop += element.getBoundingClientRect().top - pane.getBoundingClientRect().top;
}
