import { type Sentence, sentence } from '../../sentences/sentence';
import type { VariableRow, VendorProfile } from '../profile';
import { foldVariableName } from '../variables';

/** How a phone's variables are read: a name of up to 64 letters, digits and a few signs, then `=`. */
const NAME = /^[A-Za-z_$](?:[\w.$ -]{0,62}[\w.$-])?$/;
const OURS: readonly string[] = ['token', 'event'];

/** What people and peers write is free text, what is counted or dialled is not; a name fills one property, and can arrive. */
export function variableProblems({ variables, variableMarks }: VendorProfile): Sentence[] {
  const fields = new Map<string, string>();
  return [
    ...(variableMarks.before === '' ? [sentence('check.marks')] : []),
    ...variables.flatMap((row) => [
      ...textProblems(row),
      ...[row.name, ...(row.aliases ?? [])].flatMap((spelling) => nameProblems(row, spelling, fields)),
      ...(row.field && row.fieldBy ? [sentence('check.field-and-field-by', { name: row.name })] : []),
    ]),
  ];
}

function textProblems({ name, field, fieldBy, freeText }: VariableRow): Sentence[] {
  const fields = [field, fieldBy?.inbound, fieldBy?.outbound].filter((each) => each !== undefined);
  return fields.flatMap((each) => {
    if (/^(?:local|remote)\.(?:uri|name)$|^account\.uri$/.test(each) && !freeText) {
      return [sentence('check.free-text', { name, field: each })];
    }
    return /number$|^phone\.|^call\./i.test(each) && freeText
      ? [sentence('check.no-free-text', { name, field: each })]
      : [];
  });
}

function nameProblems(
  { name, field, fieldBy }: VariableRow,
  spelling: string,
  fields: Map<string, string>,
): Sentence[] {
  if (!NAME.test(spelling)) {
    return [sentence('check.variable-name', { name: spelling })];
  }
  const folded = foldVariableName(spelling);
  if (OURS.includes(folded)) return [sentence('check.our-variable', { name: spelling })];
  const meant = fieldBy ? `${fieldBy.inbound} or ${fieldBy.outbound}` : (field ?? '');
  const earlier = fields.get(folded);
  fields.set(folded, meant);
  return earlier === undefined || earlier === meant
    ? []
    : [sentence('check.two-fields', { name: spelling, one: earlier || '–', other: meant || '–', row: name })];
}
