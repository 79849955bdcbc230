// What `cdk` deploys is what `mvn package` left: template, functions and catalogue, all of a piece. This program makes
// nothing. It only refuses an assembly that is not there, or was made from other sources than there are now.
//
//   node assembly.mjs            says whether it may be used
//   node assembly.mjs remember   is what `mvn package` calls when it is made
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { argv, exit } from 'node:process';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));
const assembly = join(project, 'infra', 'cdk', 'target', 'cdk.out', 'manifest.json');
const memory = join(project, 'infra', 'cdk', 'target', 'assembly.sha256');

const folders = ['functions', 'statemachines', join('infra', 'catalog'), join('infra', 'reference'),
  join('infra', 'cdk', 'src', 'main')];
const files = ['pom.xml', join('infra', 'cdk.json'), join('infra', 'cdk', 'pom.xml')];

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
  const hash = createHash('sha256').update(readFileSync(assembly));
  for (const file of sources()) {
    hash.update(`\0${file}\0`).update(readFileSync(join(project, file)));
  }
  return hash.digest('hex');
}

function refuse(reason) {
  console.error(`${reason} Run \`mvn package\` in the project's folder first.`);
  exit(1);
}

if (argv[2] === 'remember') {
  writeFileSync(memory, digest());
} else if (!existsSync(assembly) || !existsSync(memory)) {
  refuse('There is nothing to deploy in infra/cdk/target/cdk.out.');
} else if (readFileSync(memory, 'utf8') !== digest()) {
  refuse('What is in infra/cdk/target/cdk.out was not made from the sources as they are now.');
}
