import assert from 'node:assert/strict';
import type { Node } from 'node-red';
import { statusOf } from '../../nodes/node-status';

describe('the status of a node', () => {
  /** One life of the node: what it shows at first, and once more when all nodes exist. */
  const live = (id: string, text: string): readonly (string | undefined)[] => {
    const shown: (string | undefined)[] = [];
    const node = { id, status: (display: { text?: string }) => shown.push(display.text) };
    const { status, repeat } = statusOf(node as unknown as Node);
    status.rest(text ? 'idle' : 'ready', text);
    repeat();
    status.close();
    return shown;
  };

  it('is said again at the start where it says something, or where an earlier one is to be wiped off', () => {
    assert.deepEqual(live('spoken', ''), [undefined]);
    assert.deepEqual(live('spoken', 'no phone'), ['no phone', 'no phone']);
    assert.deepEqual(live('spoken', ''), [undefined, undefined]);
    assert.deepEqual(live('spoken', ''), [undefined]);
    assert.deepEqual(live('another', ''), [undefined]);
  });
});
