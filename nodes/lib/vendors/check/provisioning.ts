import { type Sentence, sentence } from '../../sentences/sentence';
import { eventLookup } from '../names';
import type { ProvisioningForm, VendorProfile } from '../profile';
import { repeated } from './words';

/** Configuration files that could not be written, and parameters that take the URL of another event than their name says. */
export function provisioningProblems(profile: VendorProfile): Sentence[] {
  const { provisioning = [], events } = profile;
  const eventOf = eventLookup([profile]);
  const known = new Set(events.map(({ event }) => event));
  return [
    ...repeated(provisioning.map(({ id }) => id)).map((id) => sentence('check.same-form', { id })),
    ...provisioning.flatMap((form) => [
      ...lineProblems(form),
      ...Object.entries(form.parameters).flatMap(([event, names = []]) => [
        ...(known.has(event) ? [] : [sentence('check.form-event', { form: form.id, event })]),
        ...names.flatMap((name) => {
          const means = eventOf.meant(name, profile.id);
          return means === undefined || means === event
            ? []
            : [sentence('check.form-other-event', { name, form: form.id, event, other: means })];
        }),
        ...names
          .filter((name) => (form.escape === 'xml' ? /[^\w.:@-]/ : /[\r\n{}]/).test(name) || name === '')
          .map((name) => sentence('check.form-name', { name, form: form.id })),
      ]),
      ...(form.guesses ?? [])
        .filter((event) => !form.parameters[event])
        .map((event) => sentence('check.form-guess', { form: form.id, event })),
    ]),
    ...fetchProblems(profile),
  ];
}

function fetchProblems({ fetches }: VendorProfile): Sentence[] {
  if (!fetches) return [];
  const { file, include } = fetches;
  return [
    ...(/\{mac\}/i.test(file) && /^[\w.-]+$/.test(file.replace(/\{mac\}/i, 'mac'))
      ? []
      : [sentence('check.fetch-file', { name: file })]),
    ...(include && !include.line.includes('{url}') ? [sentence('check.fetch-include')] : []),
  ];
}

function lineProblems({ id, fileName, head, line, tail }: ProvisioningForm): Sentence[] {
  const lost = ['{name}', '{url}'].filter((mark) => !line.includes(mark));
  return [
    ...lost.map((mark) => sentence('check.form-line', { form: id, mark })),
    ...([...head, line, ...tail].some((text) => /[\r\n]/.test(text))
      ? [sentence('check.form-break', { form: id })]
      : []),
    ...(/^[\w.{}-]+$/.test(fileName.replace(/\{mac\}/i, ''))
      ? []
      : [sentence('check.form-file', { form: id, name: fileName })]),
  ];
}
