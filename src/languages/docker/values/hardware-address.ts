/** Whether Go's net.ParseMAC accepts a text. */
export const isHardwareAddress = (text: string): boolean =>
  /^([0-9a-f]{2}([:-]))([0-9a-f]{2}\2){4,18}[0-9a-f]{2}$/i.test(text) && [6, 8, 20].includes(text.split(/[:-]/).length)
    ? true
    : /^([0-9a-f]{4}\.){2}[0-9a-f]{4}$|^([0-9a-f]{4}\.){3}[0-9a-f]{4}$|^([0-9a-f]{4}\.){9}[0-9a-f]{4}$/i.test(text);
