import assert from 'node:assert/strict';
import { Confirmation, type Finding } from '../../../nodes/lib/outcomes/confirmation';
import { NewsDesk } from '../../../nodes/lib/outcomes/news-desk';
import { parts, Site } from '../calls/site';

const OUT = { effect: { kind: 'call out', by: ['outgoing-call'] }, untilAnswered: false, number: '6041' } as const;

describe('Confirmation', () => {
  let site: Site;
  let news: NewsDesk;
  let confirmation: Confirmation;
  beforeEach(() => {
    site = new Site();
    news = new NewsDesk(site.tracker);
    confirmation = new Confirmation(OUT, 'desk', 5000, { calls: site.tracker, news, clocks: site.clocks });
  });
  const finding = (): Promise<Finding> => confirmation.finding(new AbortController().signal);

  it('begins anew where an earlier attempt did not reach the phone: its reports and its time do not count', async () => {
    confirmation.begin();
    site.report('outgoing-call', parts('6041'));
    site.report('call-terminated');
    site.wait(4000);
    confirmation.begin();
    site.wait(4000);
    site.report('outgoing-call', parts('6041'));
    const found = await finding();
    assert.deepEqual([found.is, 'elapsed' in found && found.elapsed], ['confirmed', 4000]);
    confirmation.begin();
    site.wait(5000);
    assert.deepEqual(await finding(), { is: 'over' });
  });

  it('has one timer at most, also where a reason is waited for, and none when it ends', () => {
    confirmation.begin();
    assert.equal(site.clocks.timers, 1);
    site.report('outgoing-call', parts('6041'));
    assert.equal(site.clocks.timers, 1, "the call's");
    confirmation.end();
    confirmation.end();
    assert.equal(news.isListening, false);
    site.report('call-terminated');
    site.wait(3000);
    assert.equal(site.clocks.timers, 0);
  });

  it('was over before it began: nothing was sent', async () => {
    assert.deepEqual([await finding(), confirmation.progress], [{ is: 'over' }, 'unreported']);
  });

  it('ends with CLOSED, also where that came before it was asked', async () => {
    confirmation.begin();
    await assert.rejects(confirmation.finding(AbortSignal.abort()), { code: 'CLOSED' });
    const closing = new AbortController();
    const found = confirmation.finding(closing.signal);
    closing.abort();
    await assert.rejects(found, { code: 'CLOSED' });
  });

  it('expects a call until it has come: the next one like it may be a late copy', () => {
    confirmation.begin();
    for (let time = 0; time < 2; time += 1) {
      site.report('outgoing-call', parts('6041'));
      site.report('remote-busy', parts('6041'));
    }
    assert.equal(site.news.flatMap((one) => one.news).filter(({ what }) => what === 'began').length, 1);
  });

  it('is told on, once a call is out, when that is no longer so', () => {
    confirmation.begin();
    let told = 0;
    const stop = confirmation.whenNotOut(() => {
      told += 1;
    });
    site.report('mwi');
    site.report('outgoing-call', parts('6041'));
    assert.equal(told, 0);
    site.report('call-established');
    assert.equal(told, 1);
    assert.equal(confirmation.lateAnswer()?.event, 'call-established');
    stop();
    site.report('call-terminated');
    assert.equal(told, 1);
  });
});

describe('NewsDesk', () => {
  it('is subscribed only while somebody listens, and hands each phone its own news', () => {
    const site = new Site();
    site.deploy({ id: 'other' });
    const news = new NewsDesk(site.tracker);
    const heard: string[] = [];
    const listen = (id: string) => news.listen(id, ({ event }) => heard.push(`${id} ${event}`));
    site.report('dnd-on');
    const [one, two, other] = [listen('desk'), listen('desk'), listen('other')];
    assert.equal(news.isListening, true);
    site.report('dnd-off');
    one();
    one();
    site.report('mute');
    site.report('hold', {}, 'other');
    assert.deepEqual(heard, ['desk dnd-off', 'desk dnd-off', 'desk mute', 'other hold']);
    two();
    assert.equal(news.isListening, true);
    other();
    assert.equal(news.isListening, false);
    site.report('mute');
    assert.equal(heard.length, 4);
    listen('desk')();
    assert.equal(news.isListening, false);
  });

  it('lets who hears something end his listening, and that of others', () => {
    const site = new Site();
    const news = new NewsDesk(site.tracker);
    let heard = 0;
    const end = news.listen('desk', () => {
      heard += 1;
      end();
    });
    site.report('dnd-on');
    site.report('dnd-off');
    assert.deepEqual([heard, news.isListening, site.faults], [1, false, []]);
  });
});
