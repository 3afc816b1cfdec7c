import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isFilled, isUnsubstituted } from '../../../../nodes/lib/events/report/unsubstituted';

describe('isUnsubstituted', () => {
  const leftOver =
    '$call_id|$call-id|$callerID|$mac&|$user_name1|$remote_uri|$nr_ongoing_calls|$user_uid[1]|$a[]|$sip_header(X-Door)|' +
    '$sip_header(X-Door-2)|$$REMOTENUMBER$$|$$REMOTENUMBER$|$$DISPLAYNAME$$|{remoteName}|{x}|${CARDID}|${x}|%CALLER_NUM%|' +
    '%CALLED_NAME%|%mac%|%X%|%Ab%|sip:%X%@%Y%|$(1.Key)|$(2.State)|$(Key)|sip:$remote|sips:$remote|tel:$number|SIP:$user|$active_user@$active_host|' +
    'sip:$active_user@$active_host|<sip:$remote>|"$display_remote" <sip:$remote>|"$display_remote"|$user@$host:$port|' +
    '{user}@{host}|%USER%@%HOST%|sip:%CALLER_NUM%@%HOST%| $mac |$a $b';
  for (const value of leftOver.split('|')) it(`${value} is`, () => assert.equal(isUnsubstituted(value), true));

  const texts =
    '|$|$100|$ call id|$$$|$$|call_id|a$mac|$mac and more|Cash $mart|$mart & Co|100% {Bio}|{}|{ }|%|%%|100%|50%-60%|%41%|' +
    '{a b}|$(a b)|sip:|"" <sip:>|@|sip:$user@pbx.example|$user@10.0.0.1|$-|{Bio} Markt|%CALLER NUM%|5 $x|$x5 %|`$x`';
  for (const value of texts.split('|'))
    it(`${JSON.stringify(value)} is not`, () => assert.equal(isUnsubstituted(value), false));
});

describe('a text of placeholders alone', () => {
  it('is left over up to 512 characters: no profile has so many in one value', () => {
    assert.deepEqual(
      [170, 171].map((count) => isUnsubstituted('{x}'.repeat(count))),
      [true, false],
    );
  });
});

describe('isFilled', () => {
  it('wants text that is no left-over', () => {
    assert.deepEqual(['1', '0', '', ' ', '$mac', 'Cash $mart'].map(isFilled), [true, true, false, false, false, true]);
  });
});
