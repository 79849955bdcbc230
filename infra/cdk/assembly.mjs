// What `cdk` deploys is what `mvn package` left: template, functions and catalogue, all of a piece. This program makes
// nothing of its own. It refuses an assembly that is not there, or was made from other sources than there are now, and
// copies a good one to where `cdk` wants it. Only for a context on the command line (`-c key=value`) it has the same
// program synthesize the stacks once more, from the same files.
//
//   node assembly.mjs                         is what `cdk` calls
//   node assembly.mjs remember CLASSPATH JAR  is what `mvn package` calls when it is made
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { argv, env, exit } from 'node:process';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));
const assembly = join(project, 'infra', 'cdk', 'target', 'cdk.out');
const memory = join(project, 'infra', 'cdk', 'target', 'assembly.json');

const folders = ['functions', 'statemachines', join('infra', 'catalog'), join('infra', 'reference'),
  join('infra', 'cdk', 'src', 'main')];
const files = ['pom.xml', join('infra', 'cdk.json'), join('infra', 'cdk', 'pom.xml'), join('events', 'bus', 'schema.json')];

function sources() {
  const found = folders.flatMap(folder =>
    readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath ?? entry.path, entry.name).slice(project.length)));
  return [...files, ...found]
    .map(file => file.split(sep).join('/'))
    .filter(file => !/\/(target|src\/test)\//.test(file))
    .sort();
}

function digest() {
  const hash = createHash('sha256').update(readFileSync(join(assembly, 'manifest.json')));
  for (const file of sources()) {
    hash.update(`\0${file}\0`).update(readFileSync(join(project, file)));
  }
  return hash.digest('hex');
}

function refuse(reason) {
  console.error(reason);
  exit(1);
}

function remembered() {
  if (!existsSync(join(assembly, 'manifest.json')) || !existsSync(memory)) {
    refuse('There is nothing to deploy in infra/cdk/target/cdk.out. Run `mvn package` in the project\'s folder first.');
  }
  const made = JSON.parse(readFileSync(memory, 'utf8'));
  if (made.digest !== digest()) {
    refuse('What is in infra/cdk/target/cdk.out was not made from the sources as they are now. Run `mvn package` in the'
      + ' project\'s folder first.');
  }
  return made;
}

// The tool hands over all context; its own keys, and what cdk.json says anyway, are not from the command line.
function fromTheCommandLine() {
  const usual = JSON.parse(readFileSync(join(project, 'infra', 'cdk.json'), 'utf8')).context ?? {};
  return Object.fromEntries(Object.entries(JSON.parse(env.CDK_CONTEXT_JSON ?? '{}'))
    .filter(([key]) => !key.startsWith('aws:cdk:'))
    .filter(([key, value]) => JSON.stringify(usual[key]) !== JSON.stringify(value)));
}

// Files that earlier builds left are not deployed.
function copyTo(output) {
  const named = readdirSync(assembly, { recursive: true })
    .filter(file => file.endsWith('.assets.json'))
    .map(file => readFileSync(join(assembly, file), 'utf8'))
    .join();
  rmSync(output, { recursive: true, force: true });
  cpSync(assembly, output, {
    recursive: true,
    filter: file => !basename(file).startsWith('asset.') || named.includes(basename(file)),
  });
}

function synthesize(made, context, output) {
  rmSync(output, { recursive: true, force: true });
  const { CDK_OUTDIR: _, ...rest } = env;
  const java = env.JAVA_HOME ? join(env.JAVA_HOME, 'bin', 'java') : 'java';
  const run = spawnSync(java,
    ['-classpath', made.classpath, 'dev.hallpass.infra.HallpassApp', project, made.jar, output],
    { stdio: 'inherit', env: { ...rest, CDK_CONTEXT_JSON: JSON.stringify(context) } });
  if (run.status !== 0) {
    refuse(`The stacks could not be synthesized with ${Object.keys(context).join(', ')}.`
      + (run.error ? ` Java could not be started: ${run.error.message}` : ''));
  }
}

if (argv[2] === 'remember') {
  writeFileSync(memory, JSON.stringify({ digest: digest(), classpath: argv[3], jar: argv[4] }));
} else {
  const made = remembered();
  const context = fromTheCommandLine();
  const output = env.CDK_OUTDIR;
  if (output && Object.keys(context).length > 0) {
    synthesize(made, context, output);
  } else if (output) {
    copyTo(output);
  }
}
