/** The hints of an exercise, and the solutions that lie ready for it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Task } from './course.ts';

/** The three texts below `## 1`, `## 2` and `## 3` of its `hints.md`. */
export function hintsOf({ folder }: Task): readonly string[] {
	const file = join(folder, 'hints.md');
	if (!existsSync(file)) return [];
	const [, ...texts] = readFileSync(file, 'utf8').split(/^## \d\s*$/m);
	return texts.map((text) => text.trim());
}

export function solutionsOf({ folder, name }: Task): readonly string[] {
	const solutions = join(folder, '..', '..', 'solutions');
	const names = existsSync(solutions) ? readdirSync(solutions).sort() : [];
	const own = new RegExp(`^${name}(\\.\\d)?\\.ts$`);
	return names.filter((each) => own.test(each)).map((each) => join(solutions, each));
}
