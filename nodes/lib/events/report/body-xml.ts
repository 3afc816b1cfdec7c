import { foldEventName, type VendorCatalogue, type VendorProfile } from '../../vendors';
import { readXml, type XmlElement } from '../../xml';
import type { BodyWords } from './body';

/**
 * An XML document whose root, or a child of the element around it, is the event. What the elements and attributes in it
 * hold are its variables, by their names.
 *
 * @returns undefined where it is not well-formed, or no vendor's phones post XML; see `readXml` for what is not read
 */
export function readXmlBody(text: string, { profiles }: VendorCatalogue): BodyWords | undefined {
  const root = readXml(text);
  if (!root) return undefined;
  let first: BodyWords | undefined;
  for (const profile of profiles) {
    const { eventBody } = profile;
    if (eventBody?.format !== 'xml') continue;
    const inside = root.name === eventBody.within ? root.children : [root];
    const known = inside.find(({ name }) => isEventOf(profile, name));
    const element = known ?? inside[0];
    if (!element) continue;
    const words: BodyWords = { vendor: profile.id, name: element.name, variables: variablesIn(element) };
    if (known) return words;
    first ??= words;
  }
  return first;
}

function isEventOf({ events }: VendorProfile, name: string): boolean {
  const folded = foldEventName(name);
  return events.some(({ event, label, names = [] }) =>
    [event, label, ...names].some((each) => foldEventName(each) === folded),
  );
}

/** Of elements with one name beside each other the first: a second call's words are none of the first's. */
function variablesIn(element: XmlElement): (readonly [string, string])[] {
  const variables = [...element.attributes];
  const seen = new Set<string>();
  for (const child of element.children) {
    if (seen.has(child.name)) continue;
    seen.add(child.name);
    if (child.children.length === 0) variables.push([child.name, child.text.trim()]);
    variables.push(...variablesIn(child));
  }
  return variables;
}
