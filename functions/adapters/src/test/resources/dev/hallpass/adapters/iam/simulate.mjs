// Asks iam-simulate about each request of each line. It is run as a program of its own and is no part of Hallpass.
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'

const { isConditionKeyArray, runSimulation, runUnsafeSimulation, typeForContextKey } = createRequire(
  process.argv[2] + '/'
)('@cloud-copilot/iam-simulate')

// What it refuses to judge because AWS knows no such call, though it can read the policy all the same.
const UNKNOWN = ['no.resource.types', 'multiple.resource.types', 'must.use.wildcard']

const STAR = 'a star in a resource is a pattern to it'

async function hasTooManyValues(variables) {
  for (const [key, value] of Object.entries(variables)) {
    if (Array.isArray(value) && value.length > 1 && !isConditionKeyArray(await typeForContextKey(key))) {
      return true
    }
  }
  return false
}

async function judged(question, isLookedUp) {
  const { resource } = question.request.resource
  // The star alone is what an action is asked with that takes no resource; which these are, it looks up.
  if (resource.includes('*') && !(isLookedUp && resource === '*')) {
    return ['', STAR]
  }
  if (!isLookedUp) {
    return [runUnsafeSimulation(question, {}), 'not looked up']
  }
  // Of such a key it would look at the first value alone.
  if (await hasTooManyValues(question.request.contextVariables)) {
    return [runUnsafeSimulation(question, {}), 'too many values']
  }
  const result = await runSimulation(question, {})
  if (result.resultType === 'single') {
    return [result.overallResult, '', result.result.ignoredContextKeys]
  }
  if (result.resultType === 'wildcard') {
    return ['', STAR]
  }
  return UNKNOWN.includes(result.errors.message)
    ? [runUnsafeSimulation(question, {}), result.errors.message]
    : ['', JSON.stringify(result.errors)]
}

for await (const line of createInterface({ input: process.stdin })) {
  const { requests, isLookedUp, ...policies } = JSON.parse(line)
  for (const request of requests) {
    process.stdout.write(JSON.stringify(await judged({ ...policies, request }, isLookedUp)) + '\n')
  }
}
