import { element, freshId } from './element.js';

/**
 * A text field with a list of proposals: any text stays allowed. Follows the WAI-ARIA combobox pattern: arrows move,
 * Enter takes, Escape closes.
 *
 * @param {HTMLInputElement} input
 * @param {object} options
 * @param {() => {value: string, text?: string, note?: string, group?: string, marked?: boolean}[]} options.items
 * @param {string} options.label for screen readers
 * @param {(value: string) => void} [options.onpick] absent: the value goes into the field
 * @param {(value: string) => void} [options.onenter] Enter on text that is no proposal
 */
export function combobox(input, { items, label, onpick, onenter }) {
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

  let options = [];
  let active = -1;
  // Text that was there before is no search: opening shows everything.
  let typed = false;

  const matches = (item, search) =>
    [item.value, item.text, item.note, item.group].some((text) => text?.toLowerCase().includes(search));

  function show() {
    const search = typed ? input.value.trim().toLowerCase() : '';
    const found = items().filter((item) => search === '' || matches(item, search));
    // A key named exactly so comes before keys whose description happens to hold the word.
    found.sort((a, b) => rank(b, search) - rank(a, search));
    let group;
    options = [];
    list.replaceChildren();
    for (const item of found) {
      if (search === '' && item.group && item.group !== group) {
        group = item.group;
        list.append(element('li.voip-proposal-group', { role: 'presentation' }, group));
      }
      const option = element(
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
      options.push({ option, item });
      list.append(option);
    }
    active = -1;
    input.removeAttribute('aria-activedescendant');
    list.hidden = options.length === 0;
    input.setAttribute('aria-expanded', String(!list.hidden));
  }

  function rank({ value }, search) {
    if (search === '') return 0;
    const name = value.toLowerCase();
    return name === search ? 2 : Number(name.startsWith(search));
  }

  function hide() {
    list.hidden = true;
    typed = false;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  function activate(index) {
    options[active]?.option.setAttribute('aria-selected', 'false');
    active = options.length === 0 ? -1 : (index + options.length) % options.length;
    const option = options[active]?.option;
    if (!option) return;
    option.setAttribute('aria-selected', 'true');
    input.setAttribute('aria-activedescendant', option.id);
    option.scrollIntoView({ block: 'nearest' });
  }

  function pick(item) {
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

  input.addEventListener('input', () => {
    typed = true;
    show();
  });
  input.addEventListener('click', () => list.hidden && show());
  input.addEventListener('blur', hide);
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) show();
      if (event.key === 'ArrowDown') activate(active + 1);
      else activate(active < 0 ? -1 : active - 1);
    } else if (event.key === 'Enter') {
      const chosen = list.hidden ? undefined : options[active]?.item;
      if (chosen) pick(chosen);
      else if (onenter && input.value.trim() !== '') onenter(input.value.trim());
      else return;
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === 'Escape' && !list.hidden) {
      // The dialog itself would close on Escape.
      event.preventDefault();
      event.stopPropagation();
      hide();
    }
  });
  return { show, hide, wrapper };
}
