/**
 * The mark `guarded` of an `action-url in`: such a node refuses everybody where its token is lost. A part of the loader,
 * not of the fetched code: a token that is meant must guard, whatever has come.
 */

interface GuardedNode extends EditorNode {
  guarded?: unknown;
}

const tokenField = (): JQuery => $('#node-input-token');
const typed = (): string => String(tokenField().val() ?? '');

/** Says in the dialog, from now on, whether a node that is to have a token has none. */
export function showGuard(node: GuardedNode): void {
  const show = (): void => {
    $('#voip-event-unguarded').prop('hidden', node.guarded !== true || typed().trim() !== '');
  };
  tokenField().on('input change', show);
  show();
}

/** On *Done*: a token guards from now on; only one that was there and was cleared, or the tick to work without, ends it. */
export function guardByToken(node: GuardedNode): void {
  if (typed().trim() === '') tokenField().val('');
  const hadToken = Boolean(node.credentials?.['has_token'] || node.credentials?.['token']);
  const isOpened = $('#voip-event-open').prop('checked') === true;
  if (typed() !== '') node.guarded = true;
  else if (node.guarded === true && (hadToken || isOpened)) node.guarded = false;
}
