import { sipClient } from './links/shared-sip-stack';

/**
 * Loads what the first command would load, so that this process keeps one version of it whatever npm does to the files.
 * @throws PhoneError INTERNAL where files are missing; commands try again then, and say so
 */
export async function loadTransports(): Promise<void> {
  sipClient();
}
