/** 'more': so far it may become an answer; 'nonsense': no HTTP answer begins like this. */
export type StatusReading = number | 'more' | 'nonsense';

// Phones write 'HTTP/1.2', 'HTTP 200' or '200OK'; RFC 9112 §4 would let none of these through. Four digits are no status.
const STATUS = /^HTTP(?:\/\d{1,3}(?:\.\d{0,3})?)?[ \t]{1,8}([1-9]\d\d)(?=[^\d])/i;
const STATUS_AT_END = /^HTTP(?:\/\d{1,3}(?:\.\d{0,3})?)?[ \t]{1,8}([1-9]\d\d)$/i;
const BEGINNING = /^(?:H|HT|HTT|HTTP(?:\/(?:\d{1,3}(?:\.\d{0,3})?)?)?(?:[ \t]{1,8}(?:[1-9]\d?\d?)?)?)$/i;

/**
 * The status of an answer that begins with `text`, as soon as it is certain: 'HTTP/1.1 200' needs one more character,
 * or the end of the connection (`ended`), to be no '2000'. What follows the three digits does not matter.
 */
export function readStatusLine(text: string, ended: boolean): StatusReading {
  const match = (ended ? STATUS_AT_END.exec(text) : null) ?? STATUS.exec(text);
  if (match) return Number(match[1]);
  return text === '' || BEGINNING.test(text) ? 'more' : 'nonsense';
}
