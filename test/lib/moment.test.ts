import assert from 'node:assert/strict';
import { Moment } from '../../nodes/lib/moment';

describe('a moment', () => {
  it('comes once, and tells whoever waits and whoever comes later', async () => {
    const moment = new Moment<number>();
    const told: string[] = [];
    moment.when((value) => told.push(`a ${value}`));
    moment.when((value) => told.push(`b ${value}`));
    const { promise } = moment;
    assert.deepEqual([moment.isPast, moment.value], [false, undefined]);
    moment.pass(1);
    moment.pass(2);
    moment.when((value) => told.push(`c ${value}`));
    assert.deepEqual(told, ['a 1', 'b 1', 'c 1']);
    assert.deepEqual([moment.isPast, moment.value, await promise, await moment.promise], [true, 1, 1, 1]);
  });

  it('is past for those whom it tells', () => {
    const moment = new Moment();
    let wasPast = false;
    moment.when(() => {
      wasPast = moment.isPast;
    });
    moment.pass();
    assert.ok(wasPast);
  });
});
