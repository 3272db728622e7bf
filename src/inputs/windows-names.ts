/**
 * Names that Windows takes for something else than a file of that name: a device, a stream beside a
 * file, the same name without its end, a share of another machine. A call would be made, and its
 * answer be nowhere.
 * @see https://learn.microsoft.com/windows/win32/fileio/naming-a-file
 */

/** Whatever stands after the first dot. */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])\s*(?:\.|$)/iu;

/** @returns why a path is none on Windows; undefined when it is one */
export function faultOnWindows(written: string): string | undefined {
  // UNC and the device namespace, in either kind of slash.
  if (/^[/\\]{2}/u.test(written)) return 'it names another machine or a device';
  const names = written.replace(/^[a-z]:(?=[/\\])/iu, '').split(/[/\\]/u);
  for (const name of names.filter((one) => one !== '' && one !== '.' && one !== '..')) {
    const shown = JSON.stringify(name);
    if (name.includes(':')) return `${shown} has a colon, which names a stream or a drive`;
    if (device.test(name)) return `${shown} is a device`;
    if (/[. ]$/u.test(name)) return `${shown} ends with a dot or a space, which Windows drops`;
    if (/[<>"|?*]/u.test(name)) return `${shown} holds one of < > " | ? *`;
  }
  return undefined;
}
