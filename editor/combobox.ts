import { element, freshId } from './element';

export interface Proposal {
  readonly value: string;
  /** Shown for the value. */
  readonly text?: string;
  readonly note?: string;
  /** Proposals of one stand together, below its name. */
  readonly group?: string;
  readonly marked?: boolean;
}

export interface ComboboxOptions {
  readonly items: () => readonly Proposal[];
  /** For screen readers. */
  readonly label: string;
  /** Absent: the value goes into the field. */
  readonly onpick?: (value: string) => void;
  /** Enter on text that is no proposal. */
  readonly onenter?: (value: string) => void;
}

/**
 * A text field with a list of proposals: any text stays allowed. Follows the WAI-ARIA combobox pattern: arrows move,
 * Enter takes, Escape closes.
 */
export function combobox(input: HTMLInputElement, { items, label, onpick, onenter }: ComboboxOptions): void {
  const list = element('ul.voip-proposals', {
    id: freshId('voip-proposals'),
    role: 'listbox',
    'aria-label': label,
    hidden: true,
  });
  const wrapper = element('span.voip-combobox');
  input.replaceWith(wrapper);
  wrapper.append(input, list);
  for (const [name, value] of Object.entries({
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': list.id,
    'aria-label': label,
    autocomplete: 'off',
  })) {
    input.setAttribute(name, value);
  }

  let options: { readonly option: HTMLElement; readonly item: Proposal }[] = [];
  let active = -1;
  // Text that was there before is no search: opening shows everything.
  let typed = false;

  function show(): void {
    const search = typed ? input.value.trim().toLowerCase() : '';
    const found = items().filter((item) => search === '' || matches(item, search));
    // A key named exactly so comes before keys whose description happens to hold the word.
    found.sort((a, b) => rank(b, search) - rank(a, search));
    let group: string | undefined;
    options = [];
    list.replaceChildren();
    for (const item of found) {
      if (search === '' && item.group && item.group !== group) {
        group = item.group;
        list.append(element('li.voip-proposal-group', { role: 'presentation' }, group));
      }
      const option = optionOf(item);
      options.push({ option, item });
      list.append(option);
    }
    active = -1;
    input.removeAttribute('aria-activedescendant');
    list.hidden = options.length === 0;
    input.setAttribute('aria-expanded', String(!list.hidden));
  }

  function optionOf(item: Proposal): HTMLElement {
    return element(
      `li.voip-proposal${item.marked ? '.voip-lacking' : ''}`,
      {
        id: freshId('voip-proposal'),
        role: 'option',
        'aria-selected': 'false',
        // Before the field loses its focus.
        onmousedown: (event) => {
          event.preventDefault();
          pick(item);
        },
      },
      element('span.voip-proposal-value', {}, item.text ?? item.value),
      item.note && element('span.voip-proposal-note', {}, item.note),
    );
  }

  function hide(): void {
    list.hidden = true;
    typed = false;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  function activate(index: number): void {
    options[active]?.option.setAttribute('aria-selected', 'false');
    active = options.length === 0 ? -1 : (index + options.length) % options.length;
    const option = options[active]?.option;
    if (!option) return;
    option.setAttribute('aria-selected', 'true');
    input.setAttribute('aria-activedescendant', option.id);
    option.scrollIntoView({ block: 'nearest' });
  }

  function pick(item: Proposal): void {
    if (onpick) {
      onpick(item.value);
      input.value = '';
      typed = false;
      show();
    } else {
      input.value = item.value;
      hide();
    }
    // jQuery's handlers (Node-RED's validation among them) hear native events.
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }

  /** @returns whether there was something to take */
  function take(): boolean {
    const chosen = list.hidden ? undefined : options[active]?.item;
    const text = input.value.trim();
    if (chosen) pick(chosen);
    else if (onenter && text !== '') onenter(text);
    else return false;
    return true;
  }

  input.addEventListener('input', () => {
    typed = true;
    show();
  });
  input.addEventListener('click', () => {
    if (list.hidden) show();
  });
  input.addEventListener('blur', hide);
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) show();
      if (event.key === 'ArrowDown') activate(active + 1);
      else activate(active < 0 ? -1 : active - 1);
    } else if (event.key === 'Enter') {
      if (!take()) return;
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === 'Escape' && !list.hidden) {
      // The dialog itself would close on Escape.
      event.preventDefault();
      event.stopPropagation();
      hide();
    }
  });
}

/** @param search in lower case */
function matches({ value, text, note, group }: Proposal, search: string): boolean {
  return [value, text, note, group].some((each) => each?.toLowerCase().includes(search));
}

/** @param search in lower case; blank: all are equal */
function rank({ value }: Proposal, search: string): number {
  if (search === '') return 0;
  const name = value.toLowerCase();
  return name === search ? 2 : Number(name.startsWith(search));
}
