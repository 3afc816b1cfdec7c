/**
 * Node-RED's palette finds a node by its type and its label, and both are short. What people search for is put where it
 * looks for the label; the label that is shown stays. A Node-RED that looks elsewhere finds them by their labels alone, as
 * quick-add does.
 * @param words separated by blanks
 */
export function makeFindable(type: string, words: string): void {
  $('.red-ui-palette-node')
    .filter((_at, node) => node.dataset['paletteType'] === type)
    .attr('data-palette-label', (_at, label) => `${label ?? ''} ${words}`);
}
