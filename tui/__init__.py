"""The shell around the screens: command line, application, palette and theme."""
