/** Recall cards: questions of the guides that come back after 1, 3, 8 and 20 days. Known twice, a card is learned. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { levelFolders } from './course.ts';
import type { CardProgress, Progress } from './progress.ts';

export interface Card {
	/** `level.guide.card`: `1.3.2`. */
	readonly id: string;
	readonly question: string;
	readonly answer: string;
	/** Where to read it again. */
	readonly guide: string;
}

const intervals = [1, 3, 8, 20] as const;
const dayMs = 86_400_000;
/** A card that was known so often, one time after another, is learned. */
export const learnedAfter = 2;

/** The cards of all guides of these levels, in order. */
export function cardsOf(course: string, levels: readonly number[]): readonly Card[] {
	return levels.flatMap((level) => {
		const folder = join(course, levelFolders[level - 1] as string, 'guides');
		const names = existsSync(folder)
			? readdirSync(folder)
					.filter((name) => /^\d-.*\.md$/.test(name))
					.sort()
			: [];
		return names.flatMap((name) => cardsIn(readFileSync(join(folder, name), 'utf8'), `${level}.${name[0]}`, join(folder, name)));
	});
}

/** The cards of a guide's text: the list below its heading "Recall". */
export function cardsIn(text: string, prefix: string, guide: string): readonly Card[] {
	const [, recall = ''] = text.split(/^## Recall\s*$/m);
	const found = [...recall.matchAll(/^- \*\*Q\*\* (.+)\n\s+\*\*A\*\* (.+(?:\n {2,}\S.*)*)/gm)];
	return found.map(([, question = '', answer = ''], at) => ({
		id: `${prefix}.${at + 1}`,
		question: question.trim(),
		answer: answer.replace(/\s+/g, ' ').trim(),
		guide,
	}));
}

/** The cards to be asked today: those whose day has come, then as many new ones as a day can take. */
export function dueCards(cards: readonly Card[], progress: Progress, today: Date, newOnes = 5): readonly Card[] {
	const day = dayOf(today);
	const seen = cards.filter(({ id }) => Object.hasOwn(progress.cards, id));
	const back = seen.filter(({ id }) => (progress.cards[id] as CardProgress).due <= day);
	const fresh = cards.filter((card) => !seen.includes(card)).slice(0, newOnes);
	return [...back, ...fresh];
}

/** A card's story after an answer: known, it comes back later each time; not known, tomorrow. */
export function answered(before: CardProgress | undefined, isKnown: boolean, today: Date): CardProgress {
	const known = isKnown ? (before?.known ?? 0) + 1 : 0;
	const days = intervals[Math.min(Math.max(known - 1, 0), intervals.length - 1)] as number;
	return { known, due: dayOf(new Date(today.getTime() + days * dayMs)) };
}

function dayOf(date: Date): string {
	return date.toISOString().slice(0, 'yyyy-mm-dd'.length);
}
