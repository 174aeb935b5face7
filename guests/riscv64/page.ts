// What a web page does with Debian's busybox: fetches it, boots a machine, runs it. Bundled by chromium.test.ts.

import { boot } from 'jvisor'

/** What `sh -c script` prints in a machine that has the busybox of this address, and its exit status. */
export async function shell(url: string, script: string): Promise<string> {
  const vm = await boot({ memory: 256 << 20 })
  vm.install('/bin/busybox', new Uint8Array(await (await fetch(url)).arrayBuffer()))
  await vm.fs.writeFile('/data', 'b\na\nc\n'.repeat(1000))
  const p = await vm.spawn('busybox', ['sh', '-c', script])
  const text = await new Response(p.stdout).text()
  const { code } = await p.exited
  await vm.dispose()
  return `${text}${code}`
}
