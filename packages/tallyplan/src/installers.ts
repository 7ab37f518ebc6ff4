/** Everything that `uninstall` takes out again. */
import type { Installer } from './install/installer.ts';

export const installers: readonly (() => Promise<Installer>)[] = [
  async () => (await import('./git-setup/git-installer.ts')).gitInstaller,
  async () => (await import('./hosts/agents-installer.ts')).agentsInstaller,
];
