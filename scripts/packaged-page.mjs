/**
 * A page of the repository as it goes into the package, where most of what it links to is not: such a link becomes its
 * text, and a picture goes. What is said of working in the repository is said of installing instead.
 */

/** Where the package has what the repository has elsewhere. */
const moved = new Map([['docs/rules/', 'rules/']]);

const installing = `## Installing

\`\`\`
npm install --save-dev tallyplan    # npx tallyplan is the command then
npm install --global tallyplan      # or tallyplan in every folder
\`\`\`

It needs Node 20.19 or later, and no service and no network.

`;
const readingOn = `## Where to read on

\`tallyplan help COMMAND\` tells of a command, \`tallyplan explain RULE\` of a rule. The rest stands in the repository:

`;

/** @param isPacked whether the package holds a path */
export function packagedReadme(text, isPacked) {
  const page = withSection(text, '## Two commands', () => installing);
  const read = withSection(page, '## Where to read on', (section) => readingOn + section.slice(section.indexOf('| | |')));
  return packagedPage(read, isPacked);
}

export function packagedPage(text, isPacked) {
  return text
    .replace(/^!\[[^\]]*\]\(([^)\s]+)\)\n\n?/gm, (picture, path) => (isPacked(path) ? picture : ''))
    .replace(/(?<!!)\[([^\]\n]+)\]\(([^)\s]+)\)(?!`)/g, (link, said, path) => {
      if (/^(?:[a-z]+:|#)/.test(path)) return link;
      const here = moved.get(path) ?? path;
      return isPacked(here.replace(/#.*$/, '')) ? `[${said}](${here})` : said;
    });
}

/** From a heading to the next of its level. */
function withSection(text, heading, write) {
  const start = text.indexOf(`\n${heading}\n`) + 1;
  if (start === 0) throw new Error(`the README has no section ${heading}`);
  const end = text.indexOf('\n## ', start) + 1;
  const after = end === 0 ? text.length : end;
  return text.slice(0, start) + write(text.slice(start, after)) + text.slice(after);
}
