/** Mantine in our colours: its variables point at the tokens of theme.css, so that light and dark are decided there alone. */
import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'

const warmGray: MantineColorsTuple = [
  '#faf9f7',
  '#f4f2ee',
  '#efece7',
  '#e8e4dd',
  '#d8d3ca',
  '#716b63',
  '#6b665e',
  '#57534e',
  '#3a3733',
  '#211f1c',
]
const warmDark: MantineColorsTuple = [
  '#edeae5',
  '#cfcac2',
  '#aaa49b',
  '#9c968c',
  '#3d3935',
  '#232120',
  '#1f1d1c',
  '#1b1a18',
  '#141312',
  '#0e0d0c',
]
const accent: MantineColorsTuple = [
  '#eaf0fe',
  '#d5e1fc',
  '#abc2f8',
  '#86a8ff',
  '#5c85ea',
  '#4471dc',
  '#2f5fd0',
  '#2750b4',
  '#1f4294',
  '#1f2a45',
]

/** Buttons and the like take the tokens; `red` means danger. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const danger = input.color === 'red'
  const own = danger ? 'var(--urgent)' : 'var(--accent)'
  const wash = danger ? 'var(--urgent-wash)' : 'var(--accent-wash)'
  const isOurs = danger || input.color === undefined || input.color === 'accent'
  if (!isOurs) return defaultVariantColorsResolver(input)
  const border = '1px solid transparent'
  if (input.variant === 'filled')
    return { background: own, hover: danger ? own : 'var(--accent-strong)', color: danger ? 'var(--panel)' : 'var(--on-accent)', border }
  if (input.variant === 'light') return { background: wash, hover: wash, color: own, border }
  if (input.variant === 'subtle') return { background: 'transparent', hover: wash, color: own, border }
  if (input.variant === 'outline') return { background: 'transparent', hover: wash, color: own, border: `1px solid ${own}` }
  return defaultVariantColorsResolver(input)
}

/** The element that takes menus, dialogs and notices. */
export const floats = 'floats'

export const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontSizes: { xs: '12px', sm: '14px', md: '15px', lg: '15px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '20px', md: '24px', lg: '24px', xl: '28px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  shadows: { md: 'var(--shadow)' },
  defaultRadius: 'md',
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 3 },
  colors: { accent, gray: warmGray, dark: warmDark },
  black: '#211f1c',
  headings: { fontWeight: '640' },
  respectReducedMotion: true,
  variantColorResolver,
  components: {
    Portal: { defaultProps: { target: `#${floats}` } },
    Button: { defaultProps: { size: 'sm' } },
    // Without the placeholder: it has a role that no menu may contain.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, shadow: 'md', transitionProps: { duration: 100 } } },
    Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 100 } } },
    Tooltip: { defaultProps: { openDelay: 300, transitionProps: { duration: 100 } } },
    Modal: { defaultProps: { transitionProps: { duration: 120 }, radius: 'lg', overlayProps: { backgroundOpacity: 0.35 } } },
  },
})

export const cssVariablesResolver: CSSVariablesResolver = () => {
  const both = {
    '--mantine-color-body': 'var(--panel)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-bright': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--soft)',
    '--mantine-color-placeholder': 'var(--soft)',
    '--mantine-color-anchor': 'var(--accent)',
    '--mantine-color-error': 'var(--urgent)',
    '--mantine-color-success': 'var(--positive)',
    '--mantine-color-default': 'var(--panel)',
    '--mantine-color-default-hover': 'var(--sunk)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--line)',
    '--mantine-color-disabled': 'var(--sunk)',
    '--mantine-color-disabled-color': 'var(--soft)',
    '--mantine-color-disabled-border': 'var(--line)',
    '--mantine-color-accent-filled': 'var(--accent)',
    '--mantine-color-accent-filled-hover': 'var(--accent-strong)',
    '--mantine-color-accent-light': 'var(--accent-wash)',
    '--mantine-color-accent-light-hover': 'var(--accent-wash)',
    '--mantine-color-accent-light-color': 'var(--accent)',
    '--mantine-color-accent-outline': 'var(--accent)',
    '--mantine-primary-color-contrast': 'var(--on-accent)',
  }
  return { variables: {}, light: both, dark: both }
}
