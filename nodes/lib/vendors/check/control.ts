import type { VendorProfile } from '../profile';
import { placeholdersIn } from './recipe-texts';
import { keyPostProblems } from './post';
import { isNearly } from './words';

/** Visible ASCII; `#` would end the request target. */
const TARGET = /^\/[!-"$-~]*$/;
const SEPARATOR = /^(?:|(?=.*[^A-Za-z0-9])[!-"$-~]{1,16})$/;
const IN_PATH: readonly string[] = ['key', 'keys', 'username', 'password'];
/** Event headers that phones are known to take; another may well be right, a letter beside one of these is not. */
const EVENTS = ['ACTION-URI', 'ACTIVE-URI', 'check-sync', 'aastra-xml', 'reboot', 'resync', 'message-summary'];
const EVENT = /^[\w.!%*+`'~-]+(?:;[\w.-]+(?:=[\w.-]+)?)*$/;

/** Paths, separators and events that cannot be sent, or that no phone would understand. */
export function controlProblems(profile: VendorProfile): string[] {
  const { http, sip, checkSync = {} } = profile;
  return [
    ...(http ? httpProblems(http, profile) : []),
    ...(sip ? sipEventProblems(sip.event, 'sip.event') : []),
    ...(sip && !/^[\w.+-]+\/[\w.+-]+$/.test(sip.contentType)
      ? [`sip.contentType "${sip.contentType}" is no media type: write it as message/sipfrag`]
      : []),
    ...Object.entries(checkSync).flatMap(([action, { event }]) => sipEventProblems(event, `checkSync.${action}`)),
  ];
}

function httpProblems(
  { path, separator, otherPaths = [], probe, digits, post }: NonNullable<VendorProfile['http']>,
  { freeKeys }: VendorProfile,
): string[] {
  const paths = [...(path === '' && freeKeys ? [] : [path]), ...otherPaths];
  return [
    ...paths.flatMap(pathProblems),
    ...(otherPaths.includes(path) ? [`http.otherPaths has http.path ${path} once more: remove it there`] : []),
    ...(SEPARATOR.test(separator)
      ? []
      : [
          `http.separator "${separator}" could be part of a key: write a sign such as ;, or '' where each key is a request`,
        ]),
    ...(probe && !TARGET.test(probe.request)
      ? [`http.probe asks for "${probe.request}": write a whole target, from / on, without blanks and #`]
      : []),
    ...[...(probe ? placeholdersIn([probe.request]).all : [])]
      .filter((name) => name !== 'username' && name !== 'password')
      .map((name) => `http.probe wants "${name}": a test knows username and password alone`),
    ...(post ? keyPostProblems(post) : []),
    ...(digits === 'each' && separator === '' && !post && !/\{key\}|=$|&$/.test(path)
      ? [`http.path ${path} has no place for a key: end it with key=, or write {key} into it`]
      : []),
  ];
}

function pathProblems(path: string): string[] {
  if (!path.startsWith('/'))
    return [`http.path "${path}" does not start with /: write it from the host on, as /servlet?key=`];
  if (!TARGET.test(path)) return [`http.path "${path}" holds a blank, a # or a letter beyond ASCII: escape it, as %20`];
  const marks = [...placeholdersIn([path]).all];
  return [
    ...marks
      .filter((name) => !IN_PATH.includes(name))
      .map((name) => `http.path ${path} holds {${name}}: only {${IN_PATH.join('}, {')}} are filled`),
    ...(marks.includes('key') && marks.includes('keys') ? [`http.path ${path} holds {key} and {keys}: leave one`] : []),
  ];
}

function sipEventProblems(event: string, row: string): string[] {
  if (!EVENT.test(event)) return [`${row} "${event}" is no Event header: write it letter by letter, without blanks`];
  const [name = ''] = event.split(';', 1);
  const near = EVENTS.find(
    (each) => isNearly(name, each) || (name !== each && name.toLowerCase() === each.toLowerCase()),
  );
  return near === undefined ? [] : [`${row} "${event}" is a letter beside ${near}: write that, or ask the document`];
}
