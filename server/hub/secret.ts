/** `npm run -s hub-secret`: prints the secret with which the shop's server signs its shoppers' tokens. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openSecrets } from '../platform/secrets.ts'
import { hubSecretPurpose } from './signIn.ts'

const dataDir = process.argv[2] ?? './data'
if (existsSync(join(dataDir, 'secret.key'))) {
  const secrets = await openSecrets(dataDir)
  console.log(secrets.derive(hubSecretPurpose))
} else {
  console.error(`There is no key in ${dataDir}: start Warmline once, and say where its data is with DATA_DIR.`)
  process.exit(1)
}
