import { type Sentence, sentence } from '../../sentences/sentence';
import type { VendorProfile } from '../profile';
import { placeholdersIn } from './recipe-texts';
import { bodyProblems, keyPostProblems } from './post';
import { isNearly } from './words';

/** Visible ASCII; `#` would end the request target. */
const TARGET = /^\/[!-"$-~]*$/;
const SEPARATOR = /^(?:|(?=.*[^A-Za-z0-9])[!-"$-~]{1,16})$/;
const IN_PATH: readonly string[] = ['key', 'keys', 'username', 'password'];
/** Event headers that phones are known to take; another may well be right, a letter beside one of these is not. */
const EVENTS = ['ACTION-URI', 'ACTIVE-URI', 'check-sync', 'aastra-xml', 'reboot', 'resync', 'message-summary'];
const EVENT = /^[\w.!%*+`'~-]+(?:;[\w.-]+(?:=[\w.-]+)?)*$/;

/** Paths, separators and events that cannot be sent, or that no phone would understand. */
export function controlProblems(profile: VendorProfile): Sentence[] {
  const { http, sip, checkSync = {} } = profile;
  return [
    ...(http ? httpProblems(http, profile) : []),
    ...(sip ? sipEventProblems(sip.event, 'sip.event') : []),
    ...(sip && !/^[\w.+-]+\/[\w.+-]+$/.test(sip.contentType)
      ? [sentence('check.media-type', { value: sip.contentType })]
      : []),
    ...Object.entries(checkSync).flatMap(([action, { event }]) => sipEventProblems(event, `checkSync.${action}`)),
  ];
}

function httpProblems(
  { path, separator, otherPaths = [], probe, digits, post }: NonNullable<VendorProfile['http']>,
  { freeKeys }: VendorProfile,
): Sentence[] {
  const paths = [...(path === '' && freeKeys ? [] : [path]), ...otherPaths];
  return [
    ...paths.flatMap(pathProblems),
    ...(otherPaths.includes(path) ? [sentence('check.same-path', { path })] : []),
    ...(SEPARATOR.test(separator) ? [] : [sentence('check.separator', { separator })]),
    ...(probe && !TARGET.test(probe.request) ? [sentence('check.probe', { request: probe.request })] : []),
    ...[...(probe ? placeholdersIn([probe.request, probe.post?.text ?? '']).all : [])]
      .filter((name) => name !== 'username' && name !== 'password')
      .map((name) => sentence('check.probe-value', { name })),
    ...(probe?.post ? bodyProblems(sentence('check.row-probe'), probe.post) : []),
    ...(post ? keyPostProblems(post) : []),
    ...(digits === 'each' && separator === '' && !post && !/\{key\}|=$|&$/.test(path)
      ? [sentence('check.no-place-for-key', { path })]
      : []),
  ];
}

function pathProblems(path: string): Sentence[] {
  if (!path.startsWith('/')) return [sentence('check.path-start', { path })];
  if (!TARGET.test(path)) return [sentence('check.path-signs', { path })];
  const marks = [...placeholdersIn([path]).all];
  return [
    ...marks.filter((name) => !IN_PATH.includes(name)).map((name) => sentence('check.path-brace', { path, name })),
    ...(marks.includes('key') && marks.includes('keys') ? [sentence('check.path-both', { path })] : []),
  ];
}

function sipEventProblems(event: string, row: string): Sentence[] {
  if (!EVENT.test(event)) return [sentence('check.event-header', { row, event })];
  const [name = ''] = event.split(';', 1);
  const near = EVENTS.find(
    (each) => isNearly(name, each) || (name !== each && name.toLowerCase() === each.toLowerCase()),
  );
  return near === undefined ? [] : [sentence('check.event-near', { row, event, near })];
}
