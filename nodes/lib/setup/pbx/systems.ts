/** The systems that phones are provisioned by, and a plain file, which nothing is done to. */
export type PbxId = 'plain' | 'fusionpbx' | 'nethvoice' | 'wazo' | 'yeastar' | '3cx' | 'vodia';

export interface PbxSystem {
  readonly id: PbxId;
  /** As it calls itself; '' for none. */
  readonly label: string;
  /** What reads its texts before phones do; '' where nothing does. */
  readonly engine: string;
  /** What of ours the engine would read as its own, as a regular expression, and how that is written for it. */
  readonly escapes: readonly { readonly sign: RegExp; readonly written: string }[];
  /** What cannot be written for it at all. */
  readonly refuses?: RegExp;
  /** From where this is known. */
  readonly source: string;
}

/** Only a brace that begins something: a text without any stays as it is. */
const OPENING = /\{(?=[{%#])/g;

export const PBX_SYSTEMS: readonly PbxSystem[] = [
  { id: 'plain', label: '', engine: '', escapes: [], source: '' },
  {
    id: 'fusionpbx',
    label: 'FusionPBX',
    engine: 'Smarty',
    escapes: [
      { sign: /\{/g, written: '{ldelim}' },
      { sign: /\}/g, written: '{rdelim}' },
    ],
    source: 'FusionPBX: resources/templates/provision/<vendor>/<model>/, a copy of it; Smarty: ldelim, rdelim',
  },
  {
    id: 'nethvoice',
    label: 'NethVoice (Tancredi)',
    engine: 'Twig',
    escapes: [{ sign: OPENING, written: "{{ '{' }}" }],
    source: 'Tancredi: templates-custom/ beside the shipped templates; Twig',
  },
  {
    id: 'wazo',
    label: 'Wazo',
    engine: 'Jinja',
    escapes: [{ sign: OPENING, written: "{{ '{' }}" }],
    source: "Wazo: var/templates of the vendor's plugin; Jinja",
  },
  {
    id: 'yeastar',
    label: 'Yeastar',
    engine: 'Go',
    escapes: [{ sign: /\{\{/g, written: '{{"{{"}}' }],
    source: 'Yeastar: "Auto Provisioning - Variables in Templates", {{.Name}}',
  },
  {
    id: '3cx',
    label: '3CX',
    engine: '%%name%%',
    escapes: [],
    // No way is documented to write it so that it stays.
    refuses: /%%/,
    source: '3CX: custom copy of a .ph.xml template, %%name%%',
  },
  {
    id: 'vodia',
    label: 'Vodia',
    engine: '{name}',
    escapes: [],
    // Templates have {open-curly} for it; whether parameters are read like templates is not documented.
    refuses: /[{}]/,
    source:
      'Vodia: "General" parameter of each vendor, put in where it overrides, e.g. at the end, ' +
      'doc.vodia.com/template_parameter; tags in braces, doc.vodia.com/docs/phone-provisioning-variables',
  },
];

export function pbxSystem(id: unknown): PbxSystem | undefined {
  return PBX_SYSTEMS.find((system) => system.id === id);
}

/** @returns undefined where the text cannot be written for this PBX */
export function writtenFor({ escapes, refuses }: PbxSystem, text: string): string | undefined {
  if (refuses?.test(text)) return undefined;
  if (escapes.length === 0) return text;
  // In one go: what one of them writes is not for the next to read.
  const any = new RegExp(escapes.map(({ sign }) => sign.source).join('|'), 'g');
  return text.replace(any, (...found) => {
    const [match, at, whole] = [String(found[0]), Number(found.at(-2)), String(found.at(-1))];
    return escapes.find(({ sign }) => matchesAt(sign, whole, at, match.length))?.written ?? match;
  });
}

function matchesAt(sign: RegExp, text: string, at: number, length: number): boolean {
  const sticky = new RegExp(sign.source, 'y');
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0].length === length;
}
