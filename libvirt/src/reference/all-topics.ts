import { referenceData } from './data.ts'

/** What `help` has a page for: each class, and the names of its methods in their order. */
export function referenceTopics(): { readonly className: string; readonly methods: readonly string[] }[] {
  const { classes, methods } = referenceData()
  return classes.map(({ name }) => ({
    className: name,
    methods: methods.filter((method) => method.className === name).map((method) => method.name),
  }))
}
