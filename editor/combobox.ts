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
  /**
   * All proposals, to be searched here; or where they are many, those that were found.
   * @param search in lower case; blank: all
   */
  readonly items: (search: string) => readonly Proposal[] | Found;
  /** For screen readers. */
  readonly label: string;
  /** Absent: the value goes into the field. */
  readonly onpick?: (value: string) => void;
  /** Enter on text that is no proposal. */
  readonly onenter?: (value: string) => void;
  /**
   * Makes it a choice: typing is a search, only a proposal is taken (told to `onpick`), and this is what stands in the
   * field at rest. A field that was emptied chooses ''.
   */
  readonly chosen?: () => string;
}

/** A part of many proposals. */
export interface Found {
  readonly shown: readonly Proposal[];
  /** How many more there are, and the line that says so. */
  readonly beyond: number;
  readonly note: string;
}

/**
 * A text field with a list of proposals: any text stays allowed. Follows the WAI-ARIA combobox pattern: arrows move,
 * Enter takes, Escape closes.
 */
export function combobox(input: HTMLInputElement, options: ComboboxOptions): void {
  const { items, label, onpick, onenter, chosen } = options;
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

  let shown: { readonly option: HTMLElement; readonly item: Proposal }[] = [];
  let active = -1;
  // Text that was there before is no search: opening shows everything.
  let typed = false;

  function show(): void {
    const search = typed ? input.value.trim().toLowerCase() : '';
    const answer = items(search);
    const { shown: found, beyond, note } = 'note' in answer ? answer : searched(answer, search);
    let group: string | undefined;
    shown = [];
    list.replaceChildren();
    for (const item of found) {
      if (search === '' && item.group && item.group !== group) {
        group = item.group;
        list.append(element('li.voip-proposal-group', { role: 'presentation' }, group));
      }
      const option = optionOf(item);
      if (beyond > 0) {
        option.setAttribute('aria-setsize', String(found.length + beyond));
        option.setAttribute('aria-posinset', String(shown.length + 1));
      }
      shown.push({ option, item });
      list.append(option);
    }
    if (beyond > 0) list.append(element('li.voip-proposal-group', { role: 'presentation' }, note));
    active = -1;
    input.removeAttribute('aria-activedescendant');
    list.hidden = shown.length === 0;
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
    if (chosen) input.value = chosen();
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  function activate(index: number): void {
    shown[active]?.option.setAttribute('aria-selected', 'false');
    active = shown.length === 0 ? -1 : (index + shown.length) % shown.length;
    const option = shown[active]?.option;
    if (!option) return;
    option.setAttribute('aria-selected', 'true');
    input.setAttribute('aria-activedescendant', option.id);
    option.scrollIntoView({ block: 'nearest' });
  }

  function pick(item: Proposal): void {
    if (chosen) {
      onpick?.(item.value);
      hide();
    } else if (onpick) {
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
    // Of a search the first is meant, where none was gone to.
    const marked = list.hidden ? undefined : shown[active < 0 && chosen && typed ? 0 : active]?.item;
    const text = input.value.trim();
    if (marked) pick(marked);
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
  input.addEventListener('blur', () => {
    if (chosen && typed && input.value.trim() === '') onpick?.('');
    hide();
  });
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
function searched(items: readonly Proposal[], search: string): Found {
  const shown = items.filter((item) => search === '' || matches(item, search));
  // A key named exactly so comes before keys whose description happens to hold the word.
  return { shown: shown.sort((a, b) => rank(b, search) - rank(a, search)), beyond: 0, note: '' };
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
