import { useSignal } from '@preact/signals'
import { Seal } from './Seal'

interface PictureProps {
  /** Where it is: `Creation.imageUrl`. */
  src: string
  /** The seal of the same creation, which stands in for a picture that cannot be had. */
  line: readonly string[]
  size: number
  /** Says what it is; without one the picture is decoration. */
  label?: string
}

/** How a creation looks, drawn by the realm from its genes. */
export function Picture({ src, line, size, label }: PictureProps) {
  const missing = useSignal(false)
  if (missing.value) return <Seal line={line} size={size} {...(label ? { label } : {})} />
  return (
    <img
      class="picture"
      src={src}
      width={size}
      height={size}
      alt={label ?? ''}
      loading="lazy"
      decoding="async"
      onError={() => (missing.value = true)}
    />
  )
}
