"""The screens: what a person sees and presses; they ask core for everything."""
