const svg = 'http://www.w3.org/2000/svg'

/** Drawn on 20 by 20, in lines: no font has to have them. */
const paths = {
  reply: 'M8 5 3.500 9.500 8 14M4 9.500h8a4.500 4.500 0 0 1 4.500 4.500v1.500',
  thread: 'M3.500 4.500h13v8.500H9l-3.500 3.500V13h-2zM7 7.500h6M7 10h4',
  edit: 'M4 16l.7-3.200L13 4.500l2.500 2.500-8.300 8.300zM11.500 6 14 8.500',
  remove: 'M4 6h12M8 6V4h4v2M5.500 6l.7 10h7.600l.7-10M8.500 9v4.500M11.500 9v4.500',
  good: 'M3.500 9h3v7.500h-3zM6.500 9.500 10 3.500c1.300 0 2 .9 1.700 2.200L11 8.500h4.300c.9 0 1.500.8 1.300 1.700l-1.200 5.200c-.2.700-.7 1.100-1.400 1.100H6.500',
  bad: 'M3.500 11h3V3.500h-3zM6.500 10.500 10 16.500c1.300 0 2-.9 1.700-2.200L11 11.500h4.300c.9 0 1.500-.8 1.300-1.700l-1.200-5.200c-.2-.7-.7-1.100-1.400-1.100H6.500',
  file: 'm7 10.500 4.600-4.600a2 2 0 0 1 2.900 2.900l-6 6a3.400 3.400 0 0 1-4.900-4.900l5.800-5.700',
}

/**
 * @param {keyof typeof paths} name
 * @returns {SVGElement}
 */
export function icon(name) {
  const element = document.createElementNS(svg, 'svg')
  element.setAttribute('viewBox', '0 0 20 20')
  element.setAttribute('class', 'icon')
  element.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(svg, 'path')
  path.setAttribute('d', paths[name])
  element.append(path)
  return element
}
