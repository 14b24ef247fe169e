/**
 * probe-guest.s, assembled: a multiboot kernel of one flat piece without its trailing zeros. Made by
 * `UPDATE_GOLDEN=1 node --test host/test/driver/virt-type/probe-guest.test.ts` on a machine with binutils.
 */
const text = [
  '6yJmkAKwrRsAAAEA/k9R5AQAEAAAABAAAAAAAAAAAAAkABAA+rwAACAAsGHm6fwxwL8AADAAuQAQAADzq8cFAAAwAAcQMADHBQAQMAAHIDAAuI',
  'cAAAC/ACAwAIkHg8cIBQAAIAA9hwAAQHLvDyDgDSAGAAAPIuC4AAAwAA8i2LmAAADADzINAQkAAA8wDyDAg+D7DQIAAYAPIsAPARUQAxAA6qkA',
  'EAAIALgQAAAAjtiOwI7QsGLm6YzIqAMPhZ4BAAC/BgAAAEiNNZ0BAADo4AEAAL8OAAAASI01lQEAAOjPAQAAvyAAAABIjTWcAQAA6L4BAAAPAR',
  '0cAgAAMdsPC4P7AQ+FVwEAAEG4AAAAQEGKAIP7Ag+FRQEAALBj5um5AQEAwLgAQCMBMdIPMLkCAQDAuACAZwUPMA8B+LkBAQDADzI9AIBnBQ+F',
  'EgEAADHAD6IPMQ8BBccBAACwZObpuYEAAMAxwLoIABgADzC5ggAAwEiNBSIBAAAx0g8wuYQAAMC4AHcEAA8wQbzoAwAASI0N/gAAAEG7AgAAAE',
  'gPB7Bl5unHBCUAAEAAEREREccEJQAQQAAiIiIiSMcEJSAgMAAHMDAADyDYDyLYuegDAABIxwQlADAwAAMAQAAPATwlAACAAIE8JQAAgAARERER',
  'dW9IxwQlADAwAAMQQAAPATwlAACAAIE8JQAAgAAiIiIidU7/yXW6sGbm6bAR5iCwIOYhsATmIbAB5iGw/uYhsP/mobA05kOwqeZAsATmQDHb+/',
  'SD+wpy+fqwZ+bpuYDw+gL/yXX8sGjm6bAQ5vT06/2wIebpsBHm9PTr/f/DSIMEJAJIzw8g0Eg9AAAAQHXh/8NIg8QISIMEJANIz//DsCDmIEjP',
  'jMiD4AMPBYP4A3XAQf/MD4T2/v//SI0N5P///0gPB0iNBYYAAADB5wRIAfhmiTBmx0ACCABmx0AEAI5Iwe4QZolwBkjHQAgAAAAAwwAAAAAAAA',
  'AA//8AAACarwD//wAAAJLPAP//AAAA+s8A//8AAADyzwD//wAAAPqvAC8A4AIQAGaQDwJAAxAAAAAAAAAAAAAAAAAAAAAAAAAAAABmZi4PH4QA',
  'AAAAAA8f',
].join('')

/** Its length when loaded: what follows the text is zeros. */
const loadedBytes = 1360

/** The bytes of the tiny guest, as QEMU's -kernel takes them. */
export function probeGuest(): Uint8Array {
  const image = new Uint8Array(loadedBytes)
  image.set(Buffer.from(text, 'base64'))
  return image
}
