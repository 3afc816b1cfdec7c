/** The code of the sidebar's tab *Phones*, fetched when it is first shown (../sidebar-tab.ts). */
import { vendorOf, whenLoaded } from '../catalogue';
import { style } from './style';
import { PhonesTab } from './phones-tab';

export function fillPhonesTab(content: HTMLElement): void {
  style();
  const tab = new PhonesTab(content, (id) => {
    const vendor = vendorOf(id);
    return vendor?.anyMake ? '' : (vendor?.label ?? id);
  });
  whenLoaded(content, () => tab.changed());
}
