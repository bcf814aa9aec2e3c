import { attack } from '../attack.ts';

/** The stub as a base class, as a tag, as a getter and as an event handler: texts and names along the way. */
export const escape = attack({
	grants: ['sourced', 'plain'],
	source: `
		const told = [];
		for (const each of [...Object.values(sourced), plain.echo]) { told.push(each.name, each.length, String(each), Function.prototype.toString.call(each), String(Object.getOwnPropertyDescriptors(each)), each.prototype && String(each.prototype)); try { told.push(String(class extends (() => each)() {})); } catch (error) { told.push(error.message); } try { told.push(String(each\`x\`)); } catch (error) { told.push(error.message); } }
		return told;
	`,
});
