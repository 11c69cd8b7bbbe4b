/** The words of the page. One catalogue per language, all of the same shape. */
import { en } from './en'

export type Words = typeof en
export const words: Words = en
