import type { ProvisioningForm } from '../../vendors';
import { configurationFile } from '../../vendors/provisioning';

/** What can be pasted between other lines of a vendor's file. */
export interface Lines {
  readonly text: string;
  /** The element around them: `<cti>`; '' where they stand alone. */
  readonly within: string;
}

/** A version is the PBX's own to raise, and a higher one of ours would make its files go unread. */
const VERSION = /^\s*(?:#!version\b|<version>)/i;
/** A setting of its own, which the URLs need: a whole element, or `name = value`. */
const SETTING = /^\s*(?:<([\w-]+)(?:\s[^<>]*)?>[^<>]*<\/\1>|[\w.]+\s*[=:].*)\s*$/;
const OPENING = /^\s*(<[\w-]+(?:\s[^<>?/]*)?>)\s*$/;

/** @param urls by event id */
export function linesOf(form: ProvisioningForm, urls: ReadonlyMap<string, string>, commandsFrom?: string): Lines {
  const head = form.head.filter((line) => SETTING.test(line) && !VERSION.test(line));
  const { text } = configurationFile(
    { ...form, head, tail: [] },
    { urls, ...(commandsFrom !== undefined && { commandsFrom }) },
  );
  const [, within = ''] =
    form.head
      .toReversed()
      .map((line) => OPENING.exec(line))
      .find(Boolean) ?? [];
  return { text: outdented(text), within };
}

/** Without the blanks that all lines begin with. */
function outdented(text: string): string {
  const lines = text.trimEnd().split('\n');
  const blanks = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => `${line.slice(blanks)}\n`).join('');
}
