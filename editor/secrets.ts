/** Node-RED's stand-in for a stored secret: the editor cannot read it back. */
export const STORED = '__PWRD__';

/**
 * What the editor knows of a secret of a node whose dialog is not open: as typed and not deployed yet, `STORED`, or ''.
 *
 * @param node undefined: none
 */
export function secretOf(node: EditorNode | null | undefined, name: string): string {
  const { [name]: typed, [`has_${name}`]: isStored } = node?.credentials ?? {};
  if (typeof typed === 'string' && typed !== '') return typed;
  if (isStored !== undefined) return isStored === true ? STORED : '';
  return '';
}
