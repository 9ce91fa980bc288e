/** Mantine's style sheets for the forms of the filter builder and the settings, which load when opened. */
import '@mantine/core/styles/FloatingIndicator.layer.css'
import '@mantine/core/styles/Checkbox.layer.css'
import '@mantine/core/styles/SegmentedControl.layer.css'
import '@mantine/core/styles/Pill.layer.css'
import '@mantine/core/styles/PillsInput.layer.css'
import '@mantine/core/styles/PasswordInput.layer.css'
