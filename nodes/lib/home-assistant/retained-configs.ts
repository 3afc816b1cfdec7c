import { deviceOfConfig, type Place, statusTopic } from './names';

/**
 * Whose device a retained config is that the broker still has: one that this node wrote, before Node-RED was stopped
 * perhaps. Two marks of ours have to be in it: nobody else's device is ever touched.
 *
 * @param packageName as in `origin.name`
 * @returns as `deviceId`; undefined: not ours
 */
export function ownDevice(
  place: Place,
  packageName: string,
  { topic, payload }: { readonly topic: string; readonly payload: Uint8Array },
): string | undefined {
  const id = deviceOfConfig(place, topic);
  if (id === undefined) return undefined;
  try {
    const config: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
    const [first] = (read(config, 'availability') as unknown[] | undefined) ?? [];
    return read(read(config, 'origin'), 'name') === packageName && read(first, 'topic') === statusTopic(place)
      ? id
      : undefined;
  } catch {
    return undefined;
  }
}

const read = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
