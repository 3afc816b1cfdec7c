// The tables in the help texts: a comment <!-- events -->, <!-- actions --> or <!-- errors --> in a help file becomes a
// table in that file's language.

const escape = (text) => String(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const heads = (...cells) => `<tr>${cells.map((cell) => `<th>${escape(cell)}</th>`).join('')}</tr>`;
const table = (head, rows) => `<table>\n<thead>${head}</thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`;
const folded = (summary, content) => `<details><summary>${escape(summary)}</summary>\n${content}\n</details>`;

/** Vendors whose own documents are known: what stands for any make lists whatever exists. */
const documented = ({ vendors }) => vendors.filter(({ anyMake }) => !anyMake);

function eventTables(catalogue, { category, event, help }) {
  const vendors = documented(catalogue);
  return [...new Set(catalogue.events.map((term) => term.category))]
    .map((id) => {
      const rows = catalogue.events
        .filter((term) => term.category === id)
        .map((term) => {
          const printed = vendors
            .map(({ label, events }) => ({ label, row: events.find((row) => row.event === term.id) }))
            .filter(({ row }) => row)
            .map(({ label, row }) => `${escape(label)}: ${escape(row.label)}`);
          // A vendor's own event has its printed name alone.
          const ours = event[term.id] === undefined ? '' : `<br>${escape(event[term.id])}`;
          return `<tr><td><code>${term.id}</code>${ours}</td><td>${printed.join('<br>')}</td></tr>`;
        });
      return folded(category[id], table(heads(help.event, help['vendor-label']), rows));
    })
    .join('\n');
}

function actionTables(catalogue, { action, help }) {
  const vendors = documented(catalogue);
  const parameters = ({ needs = [], takes = [] }) =>
    [...needs.map((name) => `<code>${name}</code>`), ...takes.map((name) => `<code>[${name}]</code>`)].join(' ');
  const rowOf = (term) => {
    const able = vendors
      .filter(({ actions, http, sip }) =>
        term.id === 'press' ? http || sip : actions.some((row) => row.action === term.id),
      )
      .map(({ label }) => escape(label));
    return `<tr><td><code>${term.id}</code><br>${escape(action[term.id])}</td><td>${term.id === 'press' ? '<code>keys</code>' : parameters(term)}</td><td>${able.join(', ') || '–'}</td></tr>`;
  };
  const head = heads(help.action, help.parameters, help.vendors);
  const part = (summary, terms) => folded(summary, table(head, terms.map(rowOf)));
  return [
    part(
      help.actions,
      catalogue.actions.filter((term) => !term.disruptive),
    ),
    part(
      help.disruptive,
      catalogue.actions.filter((term) => term.disruptive),
    ),
  ].join('\n');
}

function errorTable({ errors }, { help }) {
  const sent = { no: help['sent-no'], maybe: help['sent-maybe'], yes: help['sent-yes'] };
  const rows = errors.map(
    (error) =>
      `<tr><td><code>${error.code}</code></td><td>${escape(error.means)}<br>→ ${escape(error.advice)}</td><td>${escape(sent[error.sent])}</td></tr>`,
  );
  return folded(help.errors, table(heads(help.code, help.means, help.sent), rows));
}

export function fillHelp(html, catalogue, words) {
  return html
    .replace('<!-- events -->', () => eventTables(catalogue, words('action-url-in')))
    .replace('<!-- actions -->', () => actionTables(catalogue, words('active-uri-out')))
    .replace('<!-- errors -->', () => errorTable(catalogue, words('active-uri-out')));
}
