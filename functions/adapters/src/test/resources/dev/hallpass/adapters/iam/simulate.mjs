// Asks iam-simulate for one verdict a line. It is run as a program of its own and is no part of Hallpass.
import { createRequire } from 'node:module'
import { readFileSync, writeFileSync } from 'node:fs'

const [, , installed, questions, answers] = process.argv
const { runSimulation } = createRequire(installed + '/')('@cloud-copilot/iam-simulate')

const verdicts = []
for (const line of readFileSync(questions, 'utf8').split('\n').filter(Boolean)) {
  const result = await runSimulation(JSON.parse(line), {})
  verdicts.push(
    result.resultType === 'single'
      ? result.overallResult
      : 'no verdict: ' + JSON.stringify(result.errors ?? result.resultType)
  )
}
writeFileSync(answers, verdicts.join('\n') + '\n')
