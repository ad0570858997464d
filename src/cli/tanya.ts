#!/usr/bin/env node

// Nothing is imported before the version is known to be one that can read it.
const usage = `usage: tanya [command] [options]

  start      runs Tanya as the environment and .env in this folder say; the default
  setup      asks for tokens and keys, checks them, and writes .env
  doctor     says what is wrong and how to mend it
  backup     copies the SQLite database, also while Tanya runs
  restore    puts such a copy in place
  manifest   prints Slack's app manifest; --http https://host where events come over HTTP, --install https://host
             where people install it in workspaces of theirs

  --help     this, or after a command its own options
  --version

Without any configuration a playground opens in the browser.
`

const oldestNode = 24

async function run([command = 'start', ...args]: readonly string[]): Promise<void> {
  switch (command) {
    case 'start':
      await import('../main.ts')
      return
    case 'setup':
      process.exitCode = await (await import('./setup.ts')).setup(args)
      return
    case 'doctor':
      process.exitCode = await (await import('./doctor.ts')).doctor(args)
      return
    case 'backup':
      await (await import('./backup.ts')).backupCommand(args)
      return
    case 'restore':
      await (await import('./restore.ts')).restoreCommand(args)
      return
    case 'manifest':
      ;(await import('./manifest.ts')).manifestCommand(args)
      return
    case '--version':
      process.stdout.write(`${(await import('../version.ts')).readVersion()}\n`)
      return
    case '--help':
      process.stdout.write(usage)
      return
    default:
      process.stderr.write(usage)
      process.exitCode = 2
  }
}

const major = Number.parseInt(process.versions.node, 10)
if (major < oldestNode) {
  process.stderr.write(`Tanya needs Node ${oldestNode} or newer; this is ${process.versions.node}.\n`)
  process.exitCode = 1
} else {
  await import('../prepare.ts')
  await run(process.argv.slice(2))
}
