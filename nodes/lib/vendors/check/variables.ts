import type { VariableRow, VendorProfile } from '../profile';
import { foldVariableName } from '../variables';

/** How a phone's variables are read: a name of up to 64 letters, digits and a few signs, then `=`. */
const NAME = /^[A-Za-z_$](?:[\w.$ -]{0,62}[\w.$-])?$/;
const OURS: readonly string[] = ['token', 'event'];

/** What people and peers write is free text, what is counted or dialled is not; a name fills one property, and can arrive. */
export function variableProblems({ variables, variableMarks }: VendorProfile): string[] {
  const fields = new Map<string, string>();
  return [
    ...(variableMarks.before === '' ? ['variableMarks.before is empty: write what stands before a name, as $'] : []),
    ...variables.flatMap((row) => [
      ...textProblems(row),
      ...[row.name, ...(row.aliases ?? [])].flatMap((spelling) => nameProblems(row, spelling, fields)),
      ...(row.field && row.fieldBy ? [`the variable ${row.name} has field and fieldBy: remove one of the two`] : []),
    ]),
  ];
}

function textProblems({ name, field, fieldBy, freeText }: VariableRow): string[] {
  const fields = [field, fieldBy?.inbound, fieldBy?.outbound].filter((each) => each !== undefined);
  return fields.flatMap((each) => {
    if (/^(?:local|remote)\.(?:uri|name)$|^account\.uri$/.test(each) && !freeText) {
      return [`the variable ${name} fills ${each}, so it is free text: add freeText: true`];
    }
    return /number$|^phone\.|^call\./i.test(each) && freeText
      ? [`the variable ${name} fills ${each}, so it is no free text: remove freeText`]
      : [];
  });
}

function nameProblems({ name, field, fieldBy }: VariableRow, spelling: string, fields: Map<string, string>): string[] {
  if (!NAME.test(spelling)) {
    return [
      `the variable "${spelling}" can never be received: a name is letters, digits, _ - . $ and begins with a letter; ` +
        'remove it, or write what the phone puts before the =',
    ];
  }
  const folded = foldVariableName(spelling);
  if (OURS.includes(folded))
    return [`the variable "${spelling}" is ours in every URL: a phone cannot send its own, remove it`];
  const meant = fieldBy ? `${fieldBy.inbound} or ${fieldBy.outbound}` : (field ?? '');
  const earlier = fields.get(folded);
  fields.set(folded, meant);
  return earlier === undefined || earlier === meant
    ? []
    : [
        `the variable "${spelling}" fills two properties, ${earlier || 'none'} and ${meant || 'none'}: of ${name} leave one`,
      ];
}
