import type { MenuItem } from './row-menu';
import type { ShownPhone } from './rows';
import type { Speech } from './setup-words';

/** What a row's menu does. */
export interface RowDeeds {
  readonly open: () => void;
  readonly test: () => void;
  readonly copyAddress: () => void;
  readonly address: () => void;
  readonly copy: () => void;
  readonly restart: () => void;
  readonly arrivals: () => void;
}

/** @param mayChange whoever may not is offered to look */
export function rowActions(
  phone: ShownPhone,
  mayChange: boolean,
  deeds: RowDeeds,
  { say: _ }: Speech,
): readonly MenuItem[] {
  const { address, setup, standing } = phone;
  const isRunning = standing !== 'disabled';
  const items: readonly (MenuItem | false)[] = [
    { id: 'open', label: _('row-menu.open'), look: 'pencil', act: deeds.open },
    mayChange && isRunning && { id: 'test', label: _('row-menu.test'), look: 'heartbeat', act: deeds.test },
    address !== '' && {
      ...{ id: 'copy-address', label: _('row-menu.copy-address', { address }), look: 'clipboard' },
      act: deeds.copyAddress,
    },
    mayChange && { id: 'address', label: _('fetch.address'), look: 'link', act: deeds.address },
    mayChange && { id: 'copy', label: _('fetch.copy'), look: 'files-o', act: deeds.copy },
    mayChange &&
      isRunning &&
      setup !== '' && { id: 'restart', label: _('row-menu.restart'), look: 'refresh', act: deeds.restart },
    { id: 'arrivals', label: _('row-menu.arrivals'), look: 'list', act: deeds.arrivals },
  ];
  return items.filter((item): item is MenuItem => item !== false);
}
