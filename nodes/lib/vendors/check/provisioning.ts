import { eventLookup } from '../names';
import type { ProvisioningForm, VendorProfile } from '../profile';
import { repeated } from './words';

/** Configuration files that could not be written, and parameters that take the URL of another event than their name says. */
export function provisioningProblems(profile: VendorProfile): string[] {
  const { provisioning = [], events } = profile;
  const eventOf = eventLookup([profile]);
  const known = new Set(events.map(({ event }) => event));
  return [
    ...repeated(provisioning.map(({ id }) => id)).map(
      (id) => `two provisioning forms have the id ${id}: give one another`,
    ),
    ...provisioning.flatMap((form) => [
      ...lineProblems(form),
      ...Object.entries(form.parameters).flatMap(([event, names = []]) => [
        ...(known.has(event)
          ? []
          : [`the form ${form.id} has a parameter of ${event}, which is none of the events: add a row, or correct it`]),
        ...names.flatMap((name) => {
          const means = eventOf.meant(name, profile.id);
          return means === undefined || means === event
            ? []
            : [
                `the parameter ${name} of ${form.id} takes the URL of ${event}, but its name means ${means}: put it there`,
              ];
        }),
        ...names
          .filter((name) => (form.escape === 'xml' ? /[^\w.:@-]/ : /[\r\n{}]/).test(name) || name === '')
          .map((name) => `the parameter "${name}" of ${form.id} cannot be written: remove blanks and signs`),
      ]),
      ...(form.guesses ?? [])
        .filter((event) => !form.parameters[event])
        .map((event) => `the form ${form.id} guesses at ${event}, of which it has no parameter: remove the guess`),
    ]),
  ];
}

function lineProblems({ id, fileName, head, line, tail }: ProvisioningForm): string[] {
  const lost = ['{name}', '{url}'].filter((mark) => !line.includes(mark));
  return [
    ...lost.map((mark) => `the line of the form ${id} has no ${mark}: write it where it goes`),
    ...([...head, line, ...tail].some((text) => /[\r\n]/.test(text))
      ? [`the form ${id} has a line break in a line: write one string a line`]
      : []),
    ...(/^[\w.{}-]+$/.test(fileName.replace(/\{mac\}/i, ''))
      ? []
      : [`the form ${id} is named "${fileName}": letters, digits, . _ - and {mac} or {MAC}`]),
  ];
}
