"""Cards as Discord's messages: text made harmless, calls, controls, cut to what Discord takes."""
