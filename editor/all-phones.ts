/** All phones of this editor. */
export function eachPhone(visit: (phone: StoredNode) => void): void {
  RED.nodes.eachConfig((node) => {
    if (node.type === 'voip-phone') visit(node);
  });
}

let changes = 0;

/** Another number as soon as a phone may be another, as far as the editor tells. */
export const phoneChanges = (): number => changes;

/** For changes of which nobody tells: with a dialog the phones are looked at again. */
export function suspectChange(): void {
  changes += 1;
}

export function watchPhones(): void {
  const hear = ({ type }: EditorNode): void => {
    if (type === 'voip-phone') changes += 1;
  };
  RED.events.on('nodes:add', hear);
  RED.events.on('nodes:change', hear);
  RED.events.on('nodes:remove', hear);
  // All are gone at once.
  RED.events.on('workspace:clear', suspectChange);
}
