/** Measures one candidate of one suite in this process and prints its figures as the last line. */
import { loadSuite } from './suite-list.ts';

const [suiteName = '', candidateName = ''] = process.argv.slice(2);
const suite = await loadSuite(suiteName);
const candidate = suite.candidates.find(({ name }) => name === candidateName);
if (candidate === undefined) throw new Error(`${suiteName} has no candidate ${candidateName}`);
const figures = await candidate.measure();
process.stdout.write(`\n${JSON.stringify(figures)}\n`, () => process.exit(0));
