/** From the package, whose types are stripped, and not from a checkout. */
const isPackage = import.meta.filename.endsWith('.js')

/** How whoever runs this writes a command of ours, such as `npm run restore -- FILE` or `npx tanya restore FILE`. */
export function commandLine(command: string, args = ''): string {
  if (isPackage) return ['npx tanya', command === 'start' ? '' : command, args].filter(Boolean).join(' ')
  const name = command === 'start' ? 'npm start' : `npm run ${command}`
  return args === '' ? name : `${name} -- ${args}`
}
