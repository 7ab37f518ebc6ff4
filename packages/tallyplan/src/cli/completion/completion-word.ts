/** The first argument with which the completion scripts ask what may be typed next. */
export const completionWord = '__complete';
