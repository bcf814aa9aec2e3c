// A guest: it has a console and ECMAScript, and nothing else. Run it with `npx glovebox run examples/hello.ts`.
interface Point {
	readonly re: number;
	readonly im: number;
}

const width = 64;
const height = 21;
const most = 60;
const shades = ' .:-=+*#%@';

/** How many steps z² + c takes to leave the circle of radius 2. */
function steps(c: Point): number {
	let re = 0;
	let im = 0;
	for (let step = 0; step < most; step += 1) {
		if (re * re + im * im > 4) return step;
		[re, im] = [re * re - im * im + c.re, 2 * re * im + c.im];
	}
	return most;
}

let inside = 0;
for (let row = 0; row < height; row += 1) {
	let line = '';
	for (let column = 0; column < width; column += 1) {
		const taken = steps({ re: -2.2 + (3 * (column + 0.5)) / width, im: -1.15 + (2.3 * (row + 0.5)) / height });
		if (taken === most) inside += 1;
		line += shades[Math.min(shades.length - 1, Math.floor(taken / 3))];
	}
	console.log(line);
}

console.log('Hello from inside the glovebox: no files, no network, no process.');
({ points: width * height, inside, area: Number(((inside / (width * height)) * 3 * 2.3).toFixed(2)) });
