import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { messageIn } from './read';

describe('the event of a request without a name', () => {
  const cases: readonly (readonly [query: string, event: string])[] = [
    ['incoming-call', 'incoming-call'],
    ['mac=808287046bc2&incoming-call=1', 'incoming-call'],
    // From here on the other party may have written it.
    ['display_remote=Max&incoming-call=1', 'unknown'],
    ['mac=808287046bc2&display_remote=Max&incoming-call', 'unknown'],
    ['~~remote=sip:1@h&incoming-call=1&~display_remote=Max', 'unknown'],
    ['incoming-call=1&display_remote=Max&off-hook=1', 'incoming-call'],
    ['display_remote=Max&event=off-hook', 'off-hook'],
    ['display_remote=Max&event=off-hook&event=off-hook', 'off-hook'],
    ['display_remote=Max&event=incoming-call&event=off-hook', 'unknown'],
    ['event=incoming-call&display_remote=Max&event=off-hook', 'incoming-call'],
  ];
  for (const [query, event] of cases) {
    it(query, () => assert.equal(messageIn(`/phone?${query}`).topic, event));
  }
});
