import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { needs } from '../../support/node-red';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

export function needsChromium(context: Mocha.Context): void {
  needs(context, `Chromium (${CHROMIUM}, or the path in CHROMIUM)`, existsSync(CHROMIUM));
}

/** Debian's Chromium without whatever it does on the network of its own accord. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
