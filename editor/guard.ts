/**
 * The mark `guarded` of an `action-url in` and of a `phone-listener`: such a node refuses everybody where its token is
 * lost. A part of the loader, not of the fetched code: a token that is meant must guard, whatever has come.
 */

interface GuardedNode extends EditorNode {
  guarded?: unknown;
}

/** Of the ids of a dialog's fields; a config node's may be open above another's. */
type Prefix = 'node-input' | 'node-config-input';

const tokenField = (prefix: Prefix): JQuery => $(`#${prefix}-token`);
const typed = (prefix: Prefix): string => String(tokenField(prefix).val() ?? '');
const part = (prefix: Prefix, name: 'unguarded' | 'open'): JQuery =>
  $(`#voip-${prefix === 'node-input' ? 'event' : 'listener'}-${name}`);

/** Its token is the listener's: what its own field holds says nothing. */
const hasListener = (prefix: Prefix): boolean =>
  prefix === 'node-input' && !['', '_ADD_'].includes(String($('#node-input-listener').val() ?? ''));

/** Says in the dialog, from now on, whether a node that is to have a token has none. */
export function showGuard(node: GuardedNode, prefix: Prefix = 'node-input'): void {
  const show = (): void => {
    const isLost = node.guarded === true && typed(prefix).trim() === '' && !hasListener(prefix);
    part(prefix, 'unguarded').prop('hidden', !isLost);
  };
  tokenField(prefix).on('input change', show);
  if (prefix === 'node-input') $('#node-input-listener').on('change', show);
  show();
}

/** On *Done*: a token guards from now on; only one that was there and was cleared, or the tick to work without, ends it. */
export function guardByToken(node: GuardedNode, prefix: Prefix = 'node-input'): void {
  if (typed(prefix).trim() === '') tokenField(prefix).val('');
  const hadToken = Boolean(node.credentials?.['has_token'] || node.credentials?.['token']);
  const isOpened = part(prefix, 'open').prop('checked') === true;
  if (typed(prefix) !== '') node.guarded = true;
  else if (node.guarded === true && (hadToken || isOpened)) node.guarded = false;
}
