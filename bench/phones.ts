/** Phones by number, for flows and for what they send. */

const hex = (value: number): string => value.toString(16).padStart(2, '0');

export function macOf(index: number): string {
  return `0c:38:3e:${hex((index >> 16) & 255)}:${hex((index >> 8) & 255)}:${hex(index & 255)}`;
}

/** A loopback address of its own for each of the first 60,000 phones. */
export function addressOf(index: number): string {
  return `127.${1 + Math.floor(index / 62_500)}.${Math.floor(index / 250) % 250}.${1 + (index % 250)}`;
}

/** Config nodes for so many phones; `type` may be another node's, to weigh them against. */
export function phoneNodes(count: number, type = 'voip-phone'): object[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `phone${index}`,
    type,
    name: `Phone ${index}`,
    vendor: 'atcom',
    model: 'A41W',
    mac: macOf(index),
    host: addressOf(index),
    port: '',
    protocol: 'http',
    tls: '',
    path: '',
    separator: '',
    transport: 'http',
    sipUri: '',
    sipTransport: '',
    sipProxy: '',
    sipFrom: '',
    sipLocal: '',
  }));
}

/** Different for V8 too, which remembers equal texts: as many for one phone as for thousands. */
const TARGETS = 500;

/** Events as ATCOM's phones report an incoming call, from phones spread over all of them. */
export function eventTargets(phones: number, path = '/phone'): string[] {
  return Array.from({ length: TARGETS }, (_, turn) => {
    const index = Math.floor((turn * phones) / TARGETS);
    const variables = [
      `mac=${macOf(index)}`,
      `ip=${addressOf(index)}`,
      'model=A41W',
      'firmware=2.2.5.45698',
      `active_url=sip:${6000 + index}@pbx.example`,
      `active_user=${6000 + index}`,
      'active_host=pbx.example',
      `local=sip:${6000 + index}@pbx.example`,
      'remote=%22J.%20M%C3%BCller%22%20%3Csip:+493012345@pbx.example%3E',
      'display_remote=J.%20M%C3%BCller',
      `call_id=${turn}`,
    ];
    return `${path}/incoming-call?${variables.join('&')}`;
  });
}
