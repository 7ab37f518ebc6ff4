/** How many columns a text takes where letters are of one width: what people, and formatters, align tables by. */

/** Emoji, and the scripts of East Asia, take two; marks that sit on others, and what joins them, none. */
export function displayWidth(text: string): number {
  if (!/[^ -~]/.test(text)) return text.length;
  return [...text.replace(emoji(), '__').replace(marks(), '')].reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0);
}

// Made when they are first needed: to look up what letters are emoji takes longer than most texts are worth.
const emoji = () =>
  /(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f)\p{Emoji_Modifier}?(?:\u200d\p{Extended_Pictographic}\ufe0f?\p{Emoji_Modifier}?)*/gu;
const marks = () => /[\p{Mn}\p{Me}\p{Cf}]/gu;
const wide =
  /[\u1100-\u115f\u2e80-\u3029\u3030-\u303e\u3041-\u3098\u309b-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;
