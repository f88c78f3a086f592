import { theHost } from './host';

/** Makes the window fill the screen, or gives it its former size back. */
export async function setFullscreen(on: boolean): Promise<void> {
  const host = await theHost();
  await host.setFullscreen(on);
}
